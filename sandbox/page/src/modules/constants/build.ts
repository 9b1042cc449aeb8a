import { define } from '../../loader/define';

/** The client version that this page imitates. */
const VERSION = '2.3000.1044822804';

const [primary = '', secondary = '', tertiary = ''] = VERSION.split('.');

// wa-js chooses between forms of calls by SANITIZED_VERSION_STR. The client has it in a module that
// the facts do not name, so it is missing here.
define('WAWebBuildConstants', {
  VERSION_STR: VERSION,
  VERSION_BASE: VERSION,
  VERSION_PRIMARY: primary,
  VERSION_SECONDARY: secondary,
  VERSION_TERTIARY: tertiary,
  WINDOWS_BUILD: null,
});

/** The states of `Socket.state` and `Socket.stream`. */
export const SOCKET_STATE = {
  UNLAUNCHED: 'UNLAUNCHED',
  OPENING: 'OPENING',
  PAIRING: 'PAIRING',
  UNPAIRED: 'UNPAIRED',
  UNPAIRED_IDLE: 'UNPAIRED_IDLE',
  CONNECTED: 'CONNECTED',
  TIMEOUT: 'TIMEOUT',
  CONFLICT: 'CONFLICT',
} as const;

export const SOCKET_STREAM = {
  DISCONNECTED: 'DISCONNECTED',
  SYNCING: 'SYNCING',
  RESUMING: 'RESUMING',
  CONNECTED: 'CONNECTED',
} as const;

define('WAWebSocketConstants', {
  SOCKET_STATE,
  SOCKET_STREAM,
  WATCHED_SOCKET_STATE: { OPEN: 'OPEN', CLOSED: 'CLOSED' },
});

define('WAWebIsOfficialClient', { isOfficialClient: true, getIsOfficialClient: () => true });

define('WAWebEnvironment', {
  default: {
    isWeb: true,
    isWindows: false,
    isGuest: false,
    getEnvironment: () => 'web',
    getSubPlatform: () => null,
    getIsShowroom: () => false,
  },
});

/** Experiment values: this page runs without experiments, so each has the caller's default. */
define('WAWebABProps', { getABPropConfigValue: (_name: string): unknown => undefined });

define('WAWebABPropsCache', {
  getAllABPropConfigs: () => [],
  getAllABPropsMap: () => new Map(),
  getABPropConfigNameFromCode: (_code: string) => null,
});

define('WAWebPrimaryFeatures', { primaryFeatureEnabled: (_feature: string) => false });
