"""Source documents as an index: passages, words and figures. Disposable, made again from the store."""
