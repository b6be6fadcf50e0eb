import type { AysApi } from '../api/ays-api.ts'
import type { Bundler, Executor } from '../executor/executor.ts'
import type { Logger } from '../log/logger.ts'
import type { Codec } from '../schema/codec.ts'
import type { SchemaFormat } from '../schema/schema-format.ts'
import type { Store } from '../store/store.ts'
import { token } from './token.ts'

export const API = token<AysApi>('AysApi')
export const STORE = token<Store>('Store')
export const CODEC = token<Codec>('Codec')
/** Several may be bound: one for each extension. */
export const SCHEMA_FORMAT = token<SchemaFormat>('SchemaFormat')
export const BUNDLER = token<Bundler>('Bundler')
export const EXECUTOR = token<Executor>('Executor')
export const LOGGER = token<Logger>('Logger')
