// Other tools on the same graph, each as a whole process.
import { spawnSync } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { toDodo, toMakefile, toTerraform } from './graph.mjs'

const PEERS = [
  {
    name: '`make -j2`, `/bin/true`',
    file: 'Makefile',
    text: toMakefile,
    program: 'make',
    args: ['-s', '-j2'],
    most: 10_000,
  },
  {
    name: 'doit, Python functions',
    file: 'dodo.py',
    text: toDodo,
    program: 'doit',
    args: ['-v', '0'],
    most: 10_000,
  },
  {
    name: 'terraform, `terraform_data`',
    file: 'main.tf',
    text: toTerraform,
    program: 'terraform',
    before: ['init', '-no-color'],
    args: ['apply', '-auto-approve', '-no-color'],
    // Its time grows with the square of the graph.
    most: 1000,
  },
]

/** Name and milliseconds of each that is installed here and can do so much in bearable time. */
export async function* measurePeers(graph) {
  for (const peer of PEERS) {
    const there = spawnSync(peer.program, ['--version']).error === undefined
    if (there && graph.length <= peer.most)
      yield { name: peer.name, took: await measure(peer, graph) }
  }
}

async function measure({ file, text, program, before, args }, graph) {
  const cwd = await mkdtemp(join(tmpdir(), 'ays-peer-'))
  try {
    await writeFile(join(cwd, file), text(graph))
    if (before) run(program, before, cwd)
    const begin = performance.now()
    run(program, args, cwd)
    return performance.now() - begin
  } finally {
    await rm(cwd, { recursive: true, force: true })
  }
}

function run(program, args, cwd) {
  const { status, stderr } = spawnSync(program, args, { cwd, maxBuffer: 2 ** 28 })
  if (status !== 0) throw new Error(`${program}: ${String(stderr)}`)
}
