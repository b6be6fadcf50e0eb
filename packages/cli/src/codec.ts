/** The module that worker processes load. */
export { codec } from '@ays/capnp-codec'
