/** How to open a {@link PostgresStore}. */
export interface PostgresStoreOptions {
  /**
   * `postgres://USER:PASSWORD@HOST:5432/DATABASE`, of a socket `postgres:///DATABASE?host=/FOLDER`; for TLS
   * `?sslmode=verify-full&sslrootcert=FILE&sslcert=FILE&sslkey=FILE`. The user may create tables in the
   * database, or somebody has opened a store there before, who may.
   */
  readonly url: string
  /** The repository's id: the first column of every row. */
  readonly repository: string
  /** Where relative files of the URL start; the working directory without it. */
  readonly folder?: string
  /** How long, in milliseconds, a request whose connection was lost is sent again: 30,000 at most, and without it. */
  readonly retryFor?: number
  /** Is told, once, when the server is set up so that it may lose what it was given. */
  readonly onWarning?: (text: string) => void
}
