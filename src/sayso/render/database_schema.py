"""The tables and views of the exported SQLite file. Names stay; new columns are added at the end."""

from __future__ import annotations

from typing import Final

SCHEMA: Final = (
    "CREATE TABLE about (name TEXT PRIMARY KEY, value TEXT)",
    """
    CREATE TABLE documents (
        id TEXT PRIMARY KEY, kind TEXT NOT NULL, title TEXT, outlet TEXT, byline TEXT, published TEXT, language TEXT,
        uri TEXT, text_id TEXT, text TEXT
    )
    """,
    """
    CREATE TABLE speakers (id TEXT PRIMARY KEY, name TEXT, kind TEXT, named INTEGER)
    """,
    """
    CREATE TABLE claims (
        id TEXT PRIMARY KEY, number INTEGER NOT NULL, document TEXT REFERENCES documents(id), start INTEGER, "end" INTEGER,
        text TEXT NOT NULL, restated TEXT, sort TEXT, check_worthiness REAL, because TEXT, negated INTEGER,
        author_certainty TEXT, source_certainty TEXT, sources TEXT, rests_on TEXT, known TEXT, finding TEXT, abstained INTEGER,
        machine_finding TEXT, judgement TEXT, judged_by TEXT, judged_at TEXT, conflict INTEGER, verdict TEXT,
        verdict_value INTEGER, verdict_reasons TEXT, verdict_name TEXT, verdict_at TEXT, accepted_passage TEXT,
        accepted_by TEXT, notes TEXT, replies TEXT, edited TEXT
    )
    """,
    """
    CREATE TABLE figures (
        id TEXT PRIMARY KEY, document TEXT REFERENCES documents(id), start INTEGER, "end" INTEGER, text TEXT, normalised TEXT,
        kind TEXT, low, high, approximate INTEGER, vague INTEGER, unit TEXT, currency TEXT, per TEXT, role TEXT,
        direction TEXT, counted TEXT, base TEXT, subject TEXT, period TEXT, place TEXT, finding TEXT, judgement TEXT,
        judged_by TEXT, judged_at TEXT
    )
    """,
    """
    CREATE TABLE claim_figures (
        claim TEXT REFERENCES claims(id), figure TEXT REFERENCES figures(id), PRIMARY KEY (claim, figure)
    )
    """,
    """
    CREATE TABLE attributions (
        id TEXT PRIMARY KEY, document TEXT REFERENCES documents(id), speaker TEXT REFERENCES speakers(id), source TEXT, cue TEXT,
        content TEXT, speech TEXT, source_kind TEXT, known TEXT, suggested INTEGER, within TEXT REFERENCES attributions(id),
        because TEXT, judgement TEXT, judged_by TEXT, judged_at TEXT
    )
    """,
    """
    CREATE TABLE claim_attributions (
        claim TEXT REFERENCES claims(id), attribution TEXT REFERENCES attributions(id), place INTEGER,
        PRIMARY KEY (claim, place)
    )
    """,
    """
    CREATE TABLE traces (
        id TEXT PRIMARY KEY, claim TEXT REFERENCES claims(id), rank INTEGER, document TEXT REFERENCES documents(id),
        start INTEGER, "end" INTEGER, passage TEXT, page INTEGER, language TEXT, score REAL, finding TEXT, abstained INTEGER,
        because TEXT, reuse TEXT, quoted INTEGER
    )
    """,
    """
    CREATE TABLE drifts (
        id INTEGER PRIMARY KEY, trace TEXT REFERENCES traces(id), kind TEXT, claim_text TEXT, source_text TEXT, because TEXT
    )
    """,
    """
    CREATE TABLE events (
        seq INTEGER PRIMARY KEY, who TEXT, "when" TEXT, seen INTEGER, act TEXT, about TEXT, body TEXT
    )
    """,
)

TAIL: Final = (
    "CREATE INDEX traces_claim ON traces (claim)",
    "CREATE INDEX drifts_trace ON drifts (trace)",
    """
    CREATE VIEW claims_beside_passages AS
    SELECT claims.number, claims.text AS claim, claims.judgement, claims.verdict, traces.finding, traces.because,
        traces.passage, documents.title AS source, traces.page
    FROM claims JOIN traces ON traces.claim = claims.id AND traces.rank = 1
    LEFT JOIN documents ON documents.id = traces.document
    ORDER BY claims.number
    """,
    """
    CREATE VIEW claims_on_unnamed_sources AS
    SELECT number, text, sort, rests_on, finding, judgement FROM claims WHERE known = 'unnamed' ORDER BY number
    """,
    """
    CREATE VIEW say_so AS
    SELECT speakers.name, speakers.kind, speakers.named, count(DISTINCT claim_attributions.claim) AS claims
    FROM speakers LEFT JOIN attributions ON attributions.speaker = speakers.id
    LEFT JOIN claim_attributions ON claim_attributions.attribution = attributions.id
    GROUP BY speakers.id ORDER BY claims DESC, speakers.name
    """,
    'CREATE VIRTUAL TABLE claims_fts USING fts5 (text, restated, content="claims")',
    "INSERT INTO claims_fts (rowid, text, restated) SELECT rowid, text, restated FROM claims ORDER BY rowid",
)
