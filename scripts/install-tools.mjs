// The tests run against real programs. Those that are missing come from Debian, when this is root.
import { accessSync, constants, existsSync, readdirSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { run } from './run.mjs'

const TOOLS = [
  { program: 'redis-server', package: 'redis-server' },
  { program: 'postgres', package: 'postgresql' },
  { program: 'capnp', package: 'capnproto' },
  { program: 'script', package: 'bsdutils' },
  { program: 'ssh', package: 'openssh-client' },
  { program: 'sshd', package: 'openssh-server' },
]

/** Installs what is missing, saying what; where it may not, prints the command and ends the process. */
export function installTools() {
  const missing = TOOLS.filter(({ program }) => !isInstalled(program)).map((tool) => tool.package)
  if (missing.length === 0) return
  const command = ['apt-get', 'install', '-y', '--no-install-recommends', ...missing]
  if (process.getuid?.() !== 0 || !isInstalled('apt-get')) {
    console.error(
      `The tests need ${missing.join(' and ')}. Install with:\n  sudo ${command.join(' ')}`,
    )
    process.exit(1)
  }
  console.log(`Installing ${missing.join(' and ')}: ${command.join(' ')}`)
  // RUNLEVEL: nothing is started, each test brings up its own server.
  const env = { DEBIAN_FRONTEND: 'noninteractive', RUNLEVEL: '1' }
  run('apt-get', ['update', '-qq'], env)
  run(command[0], command.slice(1), env)
}

function isInstalled(program) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', ...postgresFolders()]
  return folders.some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK)
      return true
    } catch {
      return false
    }
  })
}

/** Debian keeps the programs of a PostgreSQL server out of PATH, those of each version in a folder. */
function postgresFolders() {
  const parent = '/usr/lib/postgresql'
  return existsSync(parent) ? readdirSync(parent).map((name) => join(parent, name, 'bin')) : []
}
