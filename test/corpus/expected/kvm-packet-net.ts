import type { ExpectedBlueprints, ExpectedFault, ExpectedLink } from './expected.ts'

const FILE = '3_kvm.yaml'
const FOLDER = 'ays9/examples/kvm_packet.net'

const ON_OS: ExpectedLink = {
  argname: 'os',
  to: 'os!kvm',
  parent: true,
  named: true,
  because: '1.4.1-2 named in args[argKey]; 6.3 the service is made by the init of node!kvm',
}

/**
 * A machine at packet.net and on it a hypervisor, a switch, a network, an image, a virtual machine. Nobody
 * declares `os!kvm`: in the original the `init` of node.packet.net creates it (6.3), with the name of the
 * node, `node` and `sshkey`; its `input` gives the device the node's name. So must the test's actions.
 * There is no `actions:` block: each service is brought to its goal (design 7), `install` here.
 */
export const KVM_PACKET_NET: ExpectedBlueprints = {
  folder: FOLDER,
  services: [
    {
      address: 'image_os!ubuntu',
      template: 'image_os',
      origin: 'blueprint',
      declared: { file: FILE, line: 26 },
      producers: [ON_OS],
      data: {
        os: 'kvm',
        url: 'https://cloud-images.ubuntu.com/xenial/current/xenial-server-cloudimg-amd64-uefi1.img',
        overwrite: true,
      },
      because:
        '1.1 no dot in image_os: the role is the whole name; 2.3 string is str; YAML True is a bool',
    },
    {
      address: 'kvm!main',
      template: 'kvm',
      origin: 'blueprint',
      declared: { file: FILE, line: 1 },
      producers: [ON_OS],
      data: { os: 'kvm' },
      because: '9.1; the template is named kvm, so is its role',
    },
    {
      address: 'network!main',
      template: 'network.kvm',
      origin: 'blueprint',
      declared: { file: FILE, line: 7 },
      producers: [
        ON_OS,
        {
          argname: 'openvswitch',
          to: 'openvswitch!main',
          parent: false,
          named: true,
          because: '1.5.1, 1..1',
        },
      ],
      data: {
        os: 'kvm',
        openvswitch: 'main',
        name: 'kvmnet1',
        ipAddr: '10.0.0.1',
        netmask: 24,
        gateway: '',
        masquerading: true,
        dhcpEnable: true,
        dhcpRangeStart: '10.0.0.10',
        dhcpRangeStop: '10.0.0.50',
      },
      because:
        '3.1 dhcp.range.start is dhcpRangeStart; YAML reads 10.0.0.10 as a string, as Text needs (9.4)',
    },
    {
      address: 'node!kvm',
      template: 'node.packet.net',
      origin: 'blueprint',
      declared: { file: '2_host.yaml', line: 5 },
      producers: [
        {
          argname: 'client',
          to: 'packetnet_client!main',
          parent: false,
          named: true,
          because: '1.5.1 args[argKey], where the argument is client and the role packetnet_client',
        },
        {
          argname: 'sshkey',
          to: 'sshkey!main',
          parent: false,
          named: true,
          because: '1.5.1 and 1.5.5: MIN is 0, but what is named is linked',
        },
      ],
      data: {
        sshkey: 'main',
        client: 'main',
        projectName: 'fake_project_name',
        planType: 'Type 0',
        deviceName: 'kvm',
        deviceOs: 'Ubuntu 16.04 LTS',
        deviceId: '',
        location: 'Parsippany',
        ipPublic: '',
        ports: [],
        sshLogin: '',
        sshPassword: '',
      },
      because:
        '1.6.4 what input returns completes the data; 2.4 location is written twice: first place, last definition',
    },
    {
      address: 'node!test1',
      template: 'node.kvm',
      origin: 'blueprint',
      declared: { file: FILE, line: 31 },
      producers: [
        ON_OS,
        {
          argname: 'image',
          to: 'image_os!ubuntu',
          parent: false,
          named: true,
          because: '1.5.1 argument image, role image_os, 1..1',
        },
        {
          argname: 'nics',
          to: 'network!main',
          parent: false,
          named: true,
          because:
            '1.5.1 a list of names; argument nics, role network, which network.kvm has (1.1)',
        },
      ],
      data: {
        os: 'kvm',
        image: 'ubuntu',
        disks: [10],
        nics: ['main'],
        memory: 256,
        cpu: 1,
        ipPublic: '',
        ipPrivate: '',
        sshLogin: 'root',
        sshPassword: 'gig1234',
      },
      because:
        '2.3 disks is a list of numbers and no link; the quoted defaults lose their quotes (2.1)',
    },
    {
      address: 'openvswitch!main',
      template: 'openvswitch',
      origin: 'blueprint',
      declared: { file: FILE, line: 4 },
      producers: [ON_OS],
      data: { os: 'kvm' },
      because: '9.1',
    },
    {
      address: 'os!kvm',
      template: 'os.ssh.ubuntu',
      origin: 'ensured',
      producers: [
        {
          argname: 'node',
          to: 'node!kvm',
          parent: true,
          named: true,
          because: '1.4.1-2; node!test1 has role node too, but not that name',
        },
        { argname: 'sshkey', to: 'sshkey!main', parent: false, named: true, because: '1.5.1' },
      ],
      data: { node: 'kvm', sshkey: 'main', sshAddr: '', sshPort: 0 },
      because: '6.3 init creates sub-services; design 7: they are part of the plan',
    },
    {
      address: 'packetnet_client!main',
      template: 'packetnet_client',
      origin: 'blueprint',
      declared: { file: '1_packet_auth.yaml', line: 1 },
      producers: [],
      data: { token: 'fake_token' },
      because: '9.1',
    },
    {
      address: 'sshkey!main',
      template: 'sshkey',
      origin: 'blueprint',
      declared: { file: '2_host.yaml', line: 2 },
      producers: [],
      data: {
        keyPath: '/root/.ssh/id_rsa',
        keyName: '',
        keyPassphrase: '',
        keyPriv: '',
        keyPub: '',
      },
      because: '3.1 key.path is keyPath',
    },
    {
      address: 'storagepool!main',
      template: 'storagepool.kvm',
      origin: 'blueprint',
      declared: { file: FILE, line: 22 },
      producers: [ON_OS],
      data: { os: 'kvm', name: 'vms', path: '' },
      because: '1.1 role storagepool',
    },
  ],
  installs: [
    ['packetnet_client!main', 'sshkey!main'],
    ['node!kvm'],
    ['os!kvm'],
    ['image_os!ubuntu', 'kvm!main', 'openvswitch!main', 'storagepool!main'],
    ['network!main'],
    ['node!test1'],
  ],
}

/**
 * The same blueprints where no template has an `init`: nobody can make `os!kvm`, and each of the six
 * services that name it says so on the line of its `os:`. Nothing else is wrong: what they consume is there.
 */
export const KVM_WITHOUT_INIT: readonly ExpectedFault[] = [2, 5, 8, 23, 27, 32].map((line) => ({
  file: FILE,
  line,
  code: 'AYS_LINK_UNKNOWN',
  because:
    '1.4.3 a parent that is neither optional nor auto and has no candidate is an Input error',
}))
