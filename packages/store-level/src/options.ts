/** How to open a {@link LevelStore}. */
export interface LevelStoreOptions {
  /** Folder of the database; made when missing. */
  readonly path: string
}
