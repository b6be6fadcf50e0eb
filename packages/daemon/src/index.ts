/**
 * The HTTP API of AYS: every method of AysApi as a route, with schemas, problems and events.
 *
 * @packageDocumentation
 */
export { type ApiServer, createApiServer, createOpenApi } from './server/create-server.ts'
