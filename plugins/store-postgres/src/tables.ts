/** How the tables are laid out; a later layout has a larger number. */
export const LAYOUT = 1

/**
 * Keys, ids and names are bytes: text would have an order of its own and no zero character. Of a repository: how far
 * it is, its entries, what its latest commits were answered and what they changed, and who holds its leases. What
 * tells that all of them are there comes last: not every server makes tables in one transaction.
 */
export const CREATE_TABLES = `
CREATE TABLE IF NOT EXISTS ays_entry (
  repository text NOT NULL,
  key bytea NOT NULL,
  value bytea NOT NULL,
  version bigint NOT NULL,
  PRIMARY KEY (repository, key)
);
CREATE TABLE IF NOT EXISTS ays_commit (
  repository text NOT NULL,
  id bytea NOT NULL,
  revision bigint NOT NULL,
  done timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (repository, id)
);
CREATE INDEX IF NOT EXISTS ays_commit_revision ON ays_commit (repository, revision);
CREATE TABLE IF NOT EXISTS ays_change (
  repository text NOT NULL,
  revision bigint NOT NULL,
  logged bigint NOT NULL,
  changed text NOT NULL,
  PRIMARY KEY (repository, revision)
);
CREATE TABLE IF NOT EXISTS ays_lease (
  repository text NOT NULL,
  name bytea NOT NULL,
  token bigint NOT NULL,
  holder text NOT NULL,
  ends timestamptz NOT NULL,
  PRIMARY KEY (repository, name)
);
CREATE TABLE IF NOT EXISTS ays_repository (
  repository text PRIMARY KEY,
  layout int NOT NULL,
  revision bigint NOT NULL DEFAULT 0,
  token bigint NOT NULL DEFAULT 0,
  logged bigint NOT NULL DEFAULT 0
);
`

/** Every table, by name. */
export const TABLES = ['ays_entry', 'ays_commit', 'ays_change', 'ays_lease', 'ays_repository']
