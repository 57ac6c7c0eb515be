-- Owner: src/supervision/monitoring. Where a monitored provider has its domicile (art. 5): six digits of GB/T 2260. What was set before
-- says none: of the whole country, for the national bureau alone until it is set anew.
ALTER TABLE monitored_provider ADD COLUMN region TEXT NOT NULL DEFAULT '000000';
