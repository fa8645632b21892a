internal import GRDB

/// The tables of the ledger. Migrations are only ever added.
enum LedgerSchema {
  static func migrate(_ queue: DatabaseQueue) throws {
    var migrator = DatabaseMigrator()
    migrator.registerMigration("v1") { database in
      // `billed` is what counts against budgets: the reservation until it is settled, the cost
      // from then on. Times are milliseconds since 1970, money is in pico-dollars.
      try database.execute(
        sql: """
          CREATE TABLE reservations (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            request_key TEXT NOT NULL, run TEXT NOT NULL, campaign TEXT NOT NULL,
            day TEXT NOT NULL, task TEXT NOT NULL, unit TEXT NOT NULL, provider TEXT NOT NULL,
            model TEXT NOT NULL, attempt INTEGER NOT NULL, owner TEXT NOT NULL,
            state TEXT NOT NULL CHECK (state IN ('open', 'settled', 'lost')),
            reserved INTEGER NOT NULL CHECK (reserved >= 0),
            billed INTEGER NOT NULL CHECK (billed >= 0), created_at INTEGER NOT NULL
          ) STRICT;
          CREATE INDEX reservations_day ON reservations (day, billed);
          CREATE INDEX reservations_campaign ON reservations (campaign, billed);
          CREATE INDEX reservations_run ON reservations (run, billed);
          CREATE UNIQUE INDEX reservations_open ON reservations (request_key)
            WHERE state = 'open';
          CREATE TABLE ai_log (
            ai_log_id INTEGER PRIMARY KEY AUTOINCREMENT,
            reservation INTEGER REFERENCES reservations (id),
            request_id TEXT NOT NULL, run TEXT NOT NULL, campaign TEXT NOT NULL,
            task TEXT NOT NULL, unit TEXT NOT NULL, provider TEXT NOT NULL, model TEXT NOT NULL,
            attempt INTEGER NOT NULL, outcome TEXT NOT NULL, input_tokens INTEGER NOT NULL,
            cached_input_tokens INTEGER NOT NULL, output_tokens INTEGER NOT NULL,
            is_estimated INTEGER NOT NULL, cost_pico_usd INTEGER NOT NULL,
            latency_ms INTEGER NOT NULL, quality TEXT, error_code TEXT, flags TEXT NOT NULL,
            day TEXT NOT NULL, created_at INTEGER NOT NULL
          ) STRICT;
          CREATE INDEX ai_log_campaign ON ai_log (campaign, created_at);
          CREATE INDEX ai_log_created_at ON ai_log (created_at);
          CREATE TRIGGER ai_log_no_update BEFORE UPDATE ON ai_log
            BEGIN SELECT RAISE(ABORT, 'the AI log is append only'); END;
          CREATE TRIGGER ai_log_no_delete BEFORE DELETE ON ai_log
            BEGIN SELECT RAISE(ABORT, 'the AI log is append only'); END;
          CREATE TABLE rate_buckets (
            name TEXT PRIMARY KEY, level REAL NOT NULL, updated_at INTEGER NOT NULL
          ) STRICT, WITHOUT ROWID;
          """)
    }
    try migrator.migrate(queue)
  }
}
