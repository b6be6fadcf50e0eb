/**
 * Blueprints, templates, graph, plan, state and runs of AYS, over the ports of core.
 *
 * @packageDocumentation
 */
export { type Access, type Caller, openAccess } from './access/access.ts'
export { countChanges } from './api/count-changes.ts'
export { openEngine } from './api/engine.ts'
export type { Engine } from './api/engine-api.ts'
export { whoAmI } from './api/who-am-i.ts'
export { backupStore, type BackupRequest } from './care/backup-store.ts'
export type { CareOptions, CareProgress, Contents } from './care/contents.ts'
export { migrateStore, type MigrateRequest } from './care/migrate-store.ts'
export { restoreStore, type RestoreRequest } from './care/restore-store.ts'
export type { TransferReport } from './care/transfer.ts'
export { verifyStore, type VerifyRequest } from './care/verify-store.ts'
export {
  leaveFormat,
  type LeaveFormatOptions,
  type Leaving,
  type LeavingTemplate,
} from './migrate/leave-format.ts'
export { hashFolder } from './pack/hash-folder.ts'
export { folderOfPack, packsFolder, rootOfPack } from './pack/installed-pack.ts'
export { listPacks, type PackInfo, type PackState } from './pack/list-packs.ts'
export { type PackEntry, parsePackEntry } from './pack/pack-entry.ts'
export { type LockedPack, type LockedPacks, readPackLock, writePackLock } from './pack/pack-lock.ts'
export { type Pack, type PackReading, readPack } from './pack/read-pack.ts'
export { readPackFolder } from './pack/resolve-packs.ts'
export { blueprintFiles } from './repository/blueprint-files.ts'
export { findRepository, lookForRepository } from './repository/find-repository.ts'
export { isIgnored } from './repository/git-ignore.ts'
export { initRepository } from './repository/init-repository.ts'
export { readRepository } from './repository/read-repository.ts'
export type { Repository } from './repository/repository.ts'
export { recordFromJson, recordToJson } from './state/record-json.ts'
export { unknownAction } from './state/unknown-action.ts'
export type { TextFile } from './template/template.ts'
export type { WorkEvent } from './work/work-event.ts'
export type { WorkOptions } from './work/work.ts'
export { didYouMean } from './yaml/suggest.ts'
