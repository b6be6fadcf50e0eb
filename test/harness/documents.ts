import type {
  ActorDetail,
  ActorInfo,
  ApplyReport,
  CompactReport,
  Diagnostic,
  ErrorData,
  ExportReport,
  GraphInfo,
  ImportReport,
  LogLineInfo,
  Plan,
  RunDetail,
  RunInfo,
  ServiceDetail,
  ServiceDiff,
  ServiceHistory,
  ServiceInfo,
  ServiceSnapshot,
  StoreInfo,
  TemplateCheck,
  TemplateDetail,
  TemplateList,
  TypesReport,
  ValidateReport,
  WhyReport,
} from '@ays/core'
import type { CheckedPromise } from '@ays/pack-kit'
import type { CliResult } from './run-cli.ts'

/** What --json prints, by command: the answer of AysApi as it is. */
export interface Documents {
  readonly actors: readonly ActorInfo[]
  readonly actor: ActorDetail
  readonly plan: Plan
  /** apply, do, run, destroy. */
  readonly report: ApplyReport
  readonly validate: ValidateReport
  readonly templates: TemplateList
  readonly template: TemplateDetail
  readonly templateCheck: TemplateCheck
  readonly types: TypesReport
  readonly services: readonly ServiceInfo[]
  readonly service: ServiceDetail
  readonly history: ServiceHistory
  readonly diff: ServiceDiff
  /** service show --at. */
  readonly snapshot: ServiceSnapshot
  readonly compacted: CompactReport
  readonly runs: readonly RunInfo[]
  /** run show, run resume. */
  readonly run: RunDetail
  readonly logs: readonly LogLineInfo[]
  readonly graph: GraphInfo
  readonly why: WhyReport
  readonly store: StoreInfo
  /** pack test. */
  readonly packTest: { readonly seed: number; readonly promises: readonly CheckedPromise[] }
  readonly exported: Omit<ExportReport, 'files'> & {
    readonly folder: string
    readonly written: number
    readonly removed: number
  }
  readonly imported: ImportReport
  /** Of every command that fails. */
  readonly failure: { readonly error: ErrorData }
}

/** The one document that the command printed. */
export function documentOf<K extends keyof Documents>(result: CliResult, _kind: K): Documents[K] {
  // The command's promise: what is wrong with it shows where the test compares.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return result.json() as Documents[K]
}

/** The errors among the diagnostics of a command that failed, as `file:line CODE`. */
export function placesOf(diagnostics: readonly Diagnostic[] = []): string[] {
  return diagnostics
    .filter(({ severity }) => severity === 'error')
    .map(({ code, source }) => `${source?.file}:${source?.line} ${code}`)
}
