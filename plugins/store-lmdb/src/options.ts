/** How to open an {@link LmdbStore}. */
export interface LmdbStoreOptions {
  /** Folder of the database, on a disk of this machine; made when missing. */
  readonly path: string
  /** The repository's id: several repositories may share a folder. */
  readonly repository: string
}
