// What workerpool does by itself: one task a message, or a list of them.
import workerpool from 'workerpool'

const noop = (call) => ({ status: 'ok', id: call.id })

workerpool.worker({ noop, batch: (calls) => calls.map(noop) })
