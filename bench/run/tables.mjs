import { cpus, totalmem } from 'node:os'

export function printMachine() {
  const memory = Math.round(totalmem() / 2 ** 30)
  console.log(
    `Node ${process.version}, ${cpus().length} × ${cpus()[0]?.model.trim()}, ${memory} GiB\n`,
  )
}

/** Prints the head of a table and gives what prints its rows. */
export function table(...columns) {
  row(...columns)
  row(...columns.map(() => '---'))
  return row
}

function row(...cells) {
  console.log(`| ${cells.join(' | ')} |`)
}

export function median(numbers) {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]
}

/** Milliseconds by the clock, and of the processor: of this process alone, which other work hardly changes. */
export async function timed(run) {
  const begin = performance.now()
  const cpu = process.cpuUsage()
  const value = await run()
  const { user, system } = process.cpuUsage(cpu)
  return { value, took: performance.now() - begin, cpu: (user + system) / 1000 }
}

export const ms = (number) => `${number.toFixed(0)} ms`
export const seconds = (number) => `${(number / 1000).toFixed(2)} s`
export const times = (number) => `${number.toFixed(2)}x`
