"""The screens, one module each; `ROUTES` of each are put together in `app`."""
