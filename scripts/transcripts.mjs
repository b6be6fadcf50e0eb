// Writes docs/transcripts/*.txt: what the built command line shows in a real terminal (tmux) of several widths, without
// colours, and in a pipe; for people to look at after a change of how something looks. What differs from one machine and moment
// to the next is masked. Wants tmux, and `npm run build` before.
import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('..', import.meta.url))
const target = path.join(root, 'docs/transcripts')
const ays = path.join(root, 'packages/cli/bin/run.cjs')

const FILES = {
  'templates/db/schema.hrd': 'port = type:int default:5432\npassword = type:password\n',
  'templates/db/actions.ts': `export const install = async ({ progress }) => {
  progress(0.4, 'unpacking')
  await new Promise((resolve) => setTimeout(resolve, SLOWNESS))
}
export const start = () => {}
export const stop = () => {}
export const uninstall = () => {}
`,
  'templates/web/schema.hrd':
    'db = type:str consume:db:1\ntitle = type:str\ndomains = type:str list\nworkers = type:int default:2 minval:1\n',
  'templates/web/actions.ts': `export const install = ({ service, log }) => {
  log.warn('no certificate yet')
  if (service.name === 'blog') throw new Error('the domain blog.example.org points somewhere else')
}
export const start = () => {}
export const monitor = () => {}
`,
  'blueprints/site.yaml': `db__main:
  password: correct horse
web__shop:
  db: main
  title: A shop with a name that is much longer than what a narrow terminal has room for
  domains: [shop.example.org, www.shop.example.org]
web__blog:
  db: main
  title: 字幕の多いブログ
`,
  'faulty.yaml': `web__shop:
  db: mian
  titel: A shop
  workers: many
`,
}

/** Steps: a command line, which runs after what a function does to the folder. */
const TOUR = [
  'ays',
  'ays validate',
  'ays plan',
  'ays apply --yes',
  'ays',
  'ays service list',
  "ays service show 'web!shop'",
  'ays run list',
  'ays run show',
  'ays run logs',
  "ays why 'web!blog'",
  'ays template list',
  'ays template show web',
  'ays actor list',
  'ays graph',
  'ays validate faulty.yaml',
  'ays service show web!shp',
  'ays aply',
  (place) => {
    const text = FILES['blueprints/site.yaml']
    place(
      'blueprints/site.yaml',
      text.replace('correct horse', 'battery staple').replace('A shop', 'The shop'),
    )
  },
  'ays plan',
  'ays apply --yes',
  "ays service history 'web!shop'",
  "ays service diff 'web!shop'",
  'ays store info',
  'ays daemon status',
  'ays doctor',
]

let sessions = 0
rmSync(target, { recursive: true, force: true })
mkdirSync(target, { recursive: true })
for (const width of [60, 80, 120])
  await write(`${width}-columns.txt`, await tour(inTerminal(width)))
await write('pipe.txt', await tour(inPipe))
await write('live.txt', await watchLive())

async function write(file, text) {
  writeFileSync(path.join(target, file), text)
  console.log(`docs/transcripts/${file}`)
}

/** What every step of the tour shows, each below its command line. */
async function tour(show) {
  const site = makeSite(20)
  try {
    const parts = TOUR.flatMap((step) => {
      if (typeof step === 'string') return [`$ ${step}\n${mask(show(step, site), site)}`]
      step(site.write)
      return []
    })
    return parts.join('\n')
  } finally {
    site.remove()
  }
}

/** What a run looks like while it is going on, and how it ends. */
async function watchLive() {
  const site = makeSite(4000)
  const session = open(site, 80)
  try {
    session.type('ays apply --yes')
    await session.until('unpacking')
    const during = mask(session.screen(), site)
    await session.until('See ays run show')
    return `${during}\n${'- '.repeat(20)}\n${mask(session.screen(), site)}`
  } finally {
    session.close()
    site.remove()
  }
}

function makeSite(slowness) {
  const parent = mkdtempSync(path.join(tmpdir(), 'ays-transcripts-'))
  const folder = path.join(parent, 'site')
  const place = (file, text) => {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), text)
  }
  place('ays.yaml', 'id: site\n')
  for (const [file, text] of Object.entries(FILES)) place(file, text.replace('SLOWNESS', slowness))
  const bin = path.join(parent, 'ays')
  writeFileSync(bin, `#!/bin/sh\nexec '${process.execPath}' '${ays}' "$@"\n`)
  chmodSync(bin, 0o755)
  return {
    folder,
    env: {
      PATH: `${parent}:${process.env.PATH}`,
      HOME: parent,
      TMPDIR: parent,
      LANG: 'C.UTF-8',
      AYS_DATA_DIR: path.join(parent, 'data'),
    },
    write: place,
    remove: () => rmSync(parent, { recursive: true, force: true }),
  }
}

function inPipe(line, { folder, env }) {
  const { stdout, stderr } = spawnSync('sh', ['-c', line], { cwd: folder, env, encoding: 'utf8' })
  return `${stdout}${stderr === '' ? '' : `(stderr)\n${stderr}`}`
}

/** A terminal of its own for each command: what it shows, when it has ended. */
function inTerminal(width) {
  return (line, site) => {
    const session = open(site, width, line.replaceAll("'", `'\\''`))
    try {
      session.waitForEnd()
      return session.screen()
    } finally {
      session.close()
    }
  }
}

function open(site, width, line) {
  // A server of its own: the one before may still be ending.
  const socket = path.join(site.folder, `../tmux-${(sessions += 1)}`)
  const tmux = (...args) =>
    execFileSync('tmux', ['-S', socket, '-f', '/dev/null', ...args], {
      env: site.env,
      encoding: 'utf8',
    })
  const shell =
    line === undefined ? "PS1='$ ' sh" : `sh -c '${line}'; tmux wait-for -S ended; sleep 60`
  tmux('new-session', '-d', '-x', String(width), '-y', '200', '-c', site.folder, shell)
  const screen = () => `${tmux('capture-pane', '-p').trimEnd()}\n`
  return {
    type: (text) => tmux('send-keys', text, 'Enter'),
    screen,
    async until(text) {
      while (!screen().includes(text)) await new Promise((resolve) => setTimeout(resolve, 100))
    },
    waitForEnd: () => tmux('wait-for', 'ended'),
    close: () => tmux('kill-server'),
  }
}

/** Each with something of the same form, so that columns stay where they are. */
function mask(text, { folder }) {
  return text
    .replaceAll(folder, '/srv/site')
    .replaceAll(path.basename(path.dirname(folder)), 'srv')
    .replaceAll(/\b01[0-9A-HJKMNP-TV-Z]{24}\b/g, '01KAQ3T0V6HS2Z8M4C1XW7RBNE')
    .replaceAll(/\b\d{4}-\d\d-\d\d\b/g, '2026-01-31')
    .replaceAll(/\b\d\d:\d\d:\d\d\b/g, '10:00:00')
    .replaceAll(/\b\w+@[\w.-]+(?= |,|$)/gm, (who) =>
      'me@host'.padEnd(who.length, 's').slice(0, who.length),
    )
    .replaceAll(/\b(?:process|pid) \d+/g, 'process 4711')
    .replaceAll(/Node \d[\d.]+ on \w+ \w+/g, 'Node 20.20.2 on linux x64')
    .replaceAll(/\b\d+(?:\.\d+)?(?:ms|s)\b/g, (time) => time.replaceAll(/\d/g, '1'))
    .replaceAll(/\b[0-9a-f]{12,64}\b/g, (hash) => hash.replaceAll(/./g, '0'))
}
