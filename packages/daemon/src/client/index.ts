/**
 * AysApi over HTTP, and the socket it goes through. Loads nothing of the server.
 *
 * @packageDocumentation
 */
export { connectSocket } from './connect-socket.ts'
export { type SocketHandler, type SocketServer, serveSocket } from './serve-socket.ts'
export { socketPath } from './socket-path.ts'
