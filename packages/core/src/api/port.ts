import type { SignalOption } from '../store/store.ts'

/** A text by its path, with `/` between the parts. */
export interface PortFile {
  readonly file: string
  readonly text: string
}

export interface ExportRequest {
  /** Writes secret values too; else each is `(secret)`, and what needs one cannot be imported elsewhere. */
  readonly secrets?: boolean
}

/** The services and actors of a repository as texts. Equal repositories give equal texts, in the same order. */
export interface ExportReport {
  readonly files: readonly PortFile[]
  readonly services: number
  readonly actors: number
  /** Secret values that are in the texts, or that were masked. */
  readonly secrets: number
}

export interface ImportRequest {
  /** As faults shall name them. */
  readonly files: readonly PortFile[]
  /** Which folder of these is the export; without one, their paths begin in it. */
  readonly folder?: string
  /** What the files are: an export, or when `ays` the folder of a repository of AYS 8.1 or 9. */
  readonly from?: 'export' | 'ays'
  /** Says what an import would do, and does nothing. */
  readonly dryRun?: boolean
  /** For the history. */
  readonly who?: string
}

export interface ImportReport {
  /** Addresses of services that were not there. */
  readonly services: readonly string[]
  /** Names of templates that the repository had not frozen yet. */
  readonly actors: readonly string[]
  /** Services that were there already, as the files say. */
  readonly unchanged: number
  /** Actions of the new services that the next run takes up. */
  readonly pending: number
  /** Blueprints of AYS 8.1 or 9, to be written into the folder of the repository. */
  readonly blueprints: readonly PortFile[]
  /** What could not be taken from a repository of AYS 8.1 or 9; of an export everything is taken, or nothing. */
  readonly left: readonly LeftOut[]
}

/** What an import did not take, and why. */
export interface LeftOut {
  readonly file: string
  readonly reason: string
}

/** What AysApi does with the repository as a whole: to files that people and git can read, and back. */
export interface PortApi {
  /** Services, their states and links, and frozen actors with their code, of one moment. AYS_STORE_CONFLICT. */
  exportServices(request?: ExportRequest, options?: SignalOption): Promise<ExportReport>
  /**
   * Brings in what is not there yet, in one commit; runs nothing. AYS_INPUT_INVALID with every fault when an export has
   * one, such as a service that is there and differs: then nothing is changed. AYS_STORE_TOO_LARGE.
   */
  importServices(request: ImportRequest, options?: SignalOption): Promise<ImportReport>
}
