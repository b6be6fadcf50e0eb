/**
 * The HTTP API of AYS: every method of AysApi as a route, with schemas, problems and events.
 *
 * @packageDocumentation
 */
export { MeasuredStore } from './observe/measured-store.ts'
export type { DaemonOptions, OpenedRepository, OpenOptions } from './process/daemon-tools.ts'
export { runDaemon } from './process/run-daemon.ts'
export type { Listen } from './process/serve-tcp.ts'
export { type ApiServer, createApiServer, createOpenApi } from './server/create-server.ts'
export type { Served } from './server/served.ts'
