/** The server, as a text: it runs where the site is, and there is only Node. */
export const SERVER_PROGRAM = `import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { basename, join } from 'node:path'

const [status, root, port, ...files] = process.argv.slice(2)
const configs = files.map((file) => JSON.parse(readFileSync(file, 'utf8')))
const { host = '127.0.0.1', headers = {} } = Object.assign({}, ...configs)

const server = createServer(async (request, response) => {
  response.setHeader('x-process', process.pid)
  try {
    const name = basename(new URL(request.url, 'http://site').pathname) || 'index'
    const page = await readFile(join(root, name + '.html'))
    response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(page)
  } catch {
    response.writeHead(404, headers).end('There is no such page.')
  }
})

server.listen(Number(port), host, () => {
  const { port } = server.address()
  const text = JSON.stringify({ pid: process.pid, port, address: 'http://' + host + ':' + port })
  // Whoever reads it never sees a half.
  writeFileSync(status + '.new', text)
  renameSync(status + '.new', status)
})

process.once('SIGTERM', () => {
  server.close(() => rmSync(status, { force: true }))
  server.closeAllConnections()
})
`
