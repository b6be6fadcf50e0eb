/** How to open a {@link RedisStore}. */
export interface RedisStoreOptions {
  /**
   * `redis://`, `rediss://` (TLS), `redis+unix:///SOCKET?db=0`, `redis+sentinel://HOST,HOST/MASTER`,
   * `redis+cluster://HOST,HOST`, with `USER:PASSWORD@` before the hosts, `/DB` after them and, for
   * TLS, `?ca=FILE&cert=FILE&key=FILE`. Redis 6.2 or newer. A user of its own needs no more rights
   * than `~ays:* +@all -@dangerous +info`.
   */
  readonly url: string
  /** The repository's id: every key begins with `ays:{id}:`. */
  readonly repository: string
  /** Where relative files of the URL start; the working directory without it. */
  readonly folder?: string
  /** How long, in milliseconds, a request whose connection was lost is sent again: 30,000 at most, and without it. */
  readonly retryFor?: number
  /** Is told, once, when the server is set up so that it may lose what it was given. */
  readonly onWarning?: (text: string) => void
}
