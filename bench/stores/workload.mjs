/** Five hundred bytes that no compression makes smaller, others for every number. */
function record(number) {
  const words = new Uint32Array(125)
  for (let index = 0, state = number + 1; index < words.length; index++) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    words[index] = state
  }
  return Buffer.from(words.buffer)
}

const nothing = Buffer.alloc(0)
let next = 1_000_000

export const range = (count) => Array.from({ length: count }, (_, index) => index)

/** What the engine writes when an action of a service ends. */
export function change(name) {
  const number = next++
  return {
    puts: [
      { key: `svc/node/${name}`, value: record(number) },
      { key: `hist/${name}/${number}`, value: record(-number) },
      { key: `by/state/ok/${number}`, value: nothing },
    ],
    deletes: [`by/state/new/${number}`, `pending/node/${number}`],
  }
}

/** A service as it is created. */
export function service(number) {
  return [
    { key: `svc/node/${number}`, value: record(number) },
    { key: `hist/${number}/1`, value: record(-number) },
    { key: `by/actor/node/${number}`, value: nothing },
    { key: `by/state/ok/${number}`, value: nothing },
  ]
}

/** Ten thousand puts. */
export function big() {
  return { puts: range(10_000).map((number) => ({ key: `big/${number}`, value: record(number) })) }
}
