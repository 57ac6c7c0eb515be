-- Owner: src/exchange. Signed messages between organisations (docs/decisions/0016). What is personal or secret in them is
-- encrypted to the receiver, here as on the way.
-- Where each conversation with a peer stands.
CREATE TABLE exchange_conversation (
  peer      TEXT   NOT NULL,
  id        blob   NOT NULL,                       -- UUIDv7
  next_in   BIGINT NOT NULL CHECK (next_in > 0),   -- of the peer's messages, to be delivered next
  next_out  BIGINT NOT NULL CHECK (next_out > 0),  -- of our next message
  PRIMARY KEY (peer, id)
);

-- Ours, from the commit of the act that makes them.
CREATE TABLE exchange_outbox (
  id             blob   NOT NULL PRIMARY KEY,      -- UUIDv7
  receiver       TEXT   NOT NULL,
  kind           TEXT   NOT NULL CHECK (kind IN ('submission', 'receipt', 'notice', 'decision')),
  conversation   blob   NOT NULL,
  sequence       BIGINT NOT NULL CHECK (sequence >= 0),  -- taken by the commit: no gaps; 0: a receipt
  refers_to      blob,
  draft          blob   NOT NULL,                  -- the letter, complete but for its sequence
  message        blob,                             -- as signed and sent, the same each time; NULL: not tried yet
  state          TEXT   NOT NULL CHECK (state IN ('queued', 'sent', 'received', 'delivered', 'refused')),
  queued_at      BIGINT NOT NULL,                  -- microseconds UTC
  first_sent_at  BIGINT,                           -- durable before the first attempt
  attempts       BIGINT NOT NULL CHECK (attempts >= 0),
  next_at        BIGINT,                           -- when it is tried again; NULL: the receiver has it
  received_at    BIGINT,                           -- by the receiver's clock, as are the two below
  delivered_at   BIGINT,
  refused_at     BIGINT,
  code           TEXT   NOT NULL,                  -- why it was refused, or empty
  receipt        blob,                             -- the message that says 'received'
  final_receipt  blob,                             -- the message that says 'delivered' or 'refused'
  trouble        TEXT   NOT NULL,                  -- error code of the last attempt, or empty
  CHECK ((kind = 'receipt') = (sequence = 0)),
  CHECK (message IS NOT NULL OR state = 'queued')
);
CREATE UNIQUE INDEX exchange_outbox_sequence ON exchange_outbox (receiver, conversation, sequence) WHERE sequence > 0;
CREATE INDEX exchange_outbox_due ON exchange_outbox (receiver, id) WHERE next_at IS NOT NULL;

-- The peers', as they came: one row for each letter, whatever became of it.
CREATE TABLE exchange_inbox (
  letter_sm3      blob   NOT NULL PRIMARY KEY,
  arrival         blob   NOT NULL UNIQUE,          -- UUIDv7, ours: the order of arrival
  sender          TEXT   NOT NULL,
  id              blob   NOT NULL,
  kind            TEXT   NOT NULL CHECK (kind IN ('submission', 'receipt', 'notice', 'decision')),
  conversation    blob   NOT NULL,
  sequence        BIGINT NOT NULL CHECK (sequence >= 0),
  placed          BIGINT NOT NULL CHECK (placed IN (0, 1)),  -- 0: refused because its id or its place was taken
  refers_to       blob,
  message         blob   NOT NULL,                 -- the very octets
  state           TEXT   NOT NULL CHECK (state IN ('arriving', 'received', 'delivered', 'refused')),
  upload          TEXT   NOT NULL,                 -- the word with which its attachments are handed in
  stored_at       BIGINT NOT NULL,                 -- microseconds UTC
  received_at     BIGINT,                          -- when it was whole: what statutory periods count from
  delivered_at    BIGINT,
  refused_at      BIGINT,
  code            TEXT   NOT NULL,                 -- why it was refused, or empty
  receipt_letter  blob,                            -- durable before it is signed
  receipt         blob,                            -- as signed and answered, the same each time
  attempts        BIGINT NOT NULL CHECK (attempts >= 0),
  retry_at        BIGINT NOT NULL,                 -- not to be looked at again before, unless somebody asks
  trouble         TEXT   NOT NULL,                 -- error code of the last attempt, or empty
  CHECK (state <> 'received' OR received_at IS NOT NULL),
  CHECK (state = 'arriving' OR receipt_letter IS NOT NULL)
);
CREATE UNIQUE INDEX exchange_inbox_id ON exchange_inbox (sender, id) WHERE placed = 1;
CREATE UNIQUE INDEX exchange_inbox_sequence ON exchange_inbox (sender, conversation, sequence) WHERE placed = 1 AND sequence > 0;
CREATE INDEX exchange_inbox_waiting ON exchange_inbox (state, retry_at) WHERE state IN ('arriving', 'received');
CREATE UNIQUE INDEX exchange_inbox_arriving ON exchange_inbox (upload) WHERE state = 'arriving';

-- Attachments by their sender, SM3 and stated size; those of our own messages too.
CREATE TABLE exchange_attachment (
  sender        TEXT   NOT NULL,
  sm3           blob   NOT NULL,
  size          BIGINT NOT NULL CHECK (size >= 0),
  have          BIGINT NOT NULL CHECK (have >= 0),  -- octets from the start that are here
  completed_at  BIGINT,                             -- all are here, and their SM3 was compared
  PRIMARY KEY (sender, sm3, size),
  CHECK (have <= size)
);

CREATE TABLE exchange_part (
  sender  TEXT   NOT NULL,
  sm3     blob   NOT NULL,
  size    BIGINT NOT NULL,
  at      BIGINT NOT NULL CHECK (at >= 0),          -- offset of its first octet
  octets  blob   NOT NULL,
  PRIMARY KEY (sender, sm3, size, at)
);
