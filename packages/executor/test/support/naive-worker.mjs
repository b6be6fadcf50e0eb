// What one would write first: runs the calls of a message one after the other and answers with all of them.
import workerpool from 'workerpool'

workerpool.worker({ runAll: async (calls) => Promise.all(calls.map(run)) })

async function run({ code, args, service }) {
  const { default: action } = await import(`data:text/javascript,${encodeURIComponent(code)}`)
  const data = () => JSON.parse(new TextDecoder().decode(service.data))
  return action({
    args,
    service: {
      ...service,
      get data() {
        return data()
      },
    },
  })
}
