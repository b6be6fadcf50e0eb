/**
 * AysApi over HTTP, and the socket it goes through. Loads nothing of the server.
 *
 * @packageDocumentation
 */
export { type DaemonInfo, daemonLog, findDaemon, isAlive } from '../process/daemon-info.ts'
export { connectServer, type ConnectServerOptions } from './connect-server.ts'
export { assumeSocket, connectSocket } from './connect-socket.ts'
export { type SocketHandler, type SocketServer, serveSocket } from './serve-socket.ts'
export { socketPath } from './socket-path.ts'
