import { packTarball, rawTarball } from './pack-tarball.ts'

/** The package.json of the pack. */
export const packageText = (version: string, more: object = {}) =>
  JSON.stringify({ name: 'ays-pack-web', version, ...more })

/** A pack with one template, whose action tells which version it is of. */
export const webPack = (version: string) => ({
  'package.json': packageText(version),
  'templates/web/schema.hrd': 'port = type:int default:80\n',
  'templates/web/actions.ts': `export const install = ({ log }) => { log.info('${version}') }`,
})

const manifest = { path: 'package/package.json', text: packageText('1.0.0') }
const template = { path: 'package/templates/web/schema.hrd', text: '' }

/** Tarballs that are no packs, or hostile, by what is wrong with them. */
export const BAD_TARBALLS: Readonly<Record<string, Buffer>> = {
  damaged: packTarball(webPack('1.0.0')).subarray(0, 90),
  'no-tarball': Buffer.from('hello'),
  'no-pack': packTarball({ 'package.json': packageText('1.0.0') }),
  'no-folder': packTarball({
    'package.json': packageText('1.0.0', { ays: { packs: ['./nowhere'] } }),
  }),
  'leads-out': packTarball({
    ...webPack('1.0.0'),
    'package.json': packageText('1.0.0', { ays: { packs: ['../..'] } }),
  }),
  'for-another-ays': packTarball({
    ...webPack('1.0.0'),
    'package.json': packageText('1.0.0', { peerDependencies: { '@ays/core': '^99.0.0' } }),
  }),
  'climbs-out': rawTarball([manifest, template, { path: 'package/../../../out.txt', text: 'x' }]),
  absolute: rawTarball([manifest, template, { path: '/tmp/ays-out.txt', text: 'x' }]),
  'symbolic-link': rawTarball([
    manifest,
    template,
    { path: 'package/templates/passwd', type: 'SymbolicLink', linkpath: '/etc/passwd' },
  ]),
  'hard-link': rawTarball([
    manifest,
    template,
    { path: 'package/templates/passwd', type: 'Link', linkpath: '/etc/passwd' },
  ]),
  device: rawTarball([manifest, template, { path: 'package/templates/x', type: 'FIFO' }]),
}
