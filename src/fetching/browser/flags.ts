/** Chromium's command line, all of it: none of Playwright's own flags are added. */

export interface FlagOptions {
  /** Folder for everything that it writes. */
  readonly profile: string;
  /** What it calls itself where no page is concerned. */
  readonly userAgent: string;
  /** SHA-256 of the public keys of authorities to trust besides its own, in base64. */
  readonly trustedKeys: readonly string[];
  /** Chromium's own sandbox around the scripts of pages. */
  readonly isSandboxed: boolean;
}

/** Where the browser sends what belongs to no page; nobody listens there (9 is "discard"). Each page has a proxy of its own. */
const NOWHERE = 'http://127.0.0.1:9';

const FEATURES_OFF = [
  // What would talk to Google on its own account.
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  // Playwright's own list, as far as it concerns pages and their requests.
  'AcceptCHFrame',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'PaintHolding',
  // A site that is not asked for must not be loaded in advance.
  'Prerender2',
  'SpeculationRulesPrefetchFuture',
  'AudioServiceOutOfProcess',
];

/**
 * One idea a group. `--single-process`, which @sparticuz/chromium proposes, is not among them: the end of one page is the
 * end of the browser there. Nor are `--disable-web-security` and `--disable-site-isolation-trials`.
 */
export function chromiumFlags(options: FlagOptions): string[] {
  const { profile, userAgent, trustedKeys, isSandboxed } = options;
  return [
    '--headless',
    '--remote-debugging-pipe',
    `--user-data-dir=${profile}`,
    `--user-agent=${userAgent}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--no-startup-window',

    // No way to the network but a page's own proxy, for loopback too. Names are looked up there, never here.
    `--proxy-server=${NOWHERE}`,
    '--proxy-bypass-list=<-loopback>',
    '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
    '--disable-quic',
    '--webrtc-ip-handling-policy=disable_non_proxied_udp',
    '--force-webrtc-ip-handling-policy=disable_non_proxied_udp',
    ...(trustedKeys.length > 0
      ? [`--ignore-certificate-errors-spki-list=${trustedKeys.join(',')}`]
      : []),

    // Nothing on its own account.
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-default-apps',
    '--disable-domain-reliability',
    '--disable-extensions',
    '--disable-field-trial-config',
    '--disable-sync',
    '--metrics-recording-only',
    '--no-pings',
    '--no-service-autorun',
    '--password-store=basic',
    '--use-mock-keychain',
    '--disable-breakpad',
    '--disable-crash-reporter',
    '--no-crash-upload',

    // Nothing that a page without a viewer needs.
    `--disable-features=${FEATURES_OFF.join(',')}`,
    '--disable-gpu',
    '--disable-3d-apis',
    '--in-process-gpu',
    '--mute-audio',
    '--hide-scrollbars',
    '--font-render-hinting=none',
    '--disable-back-forward-cache',
    '--disk-cache-size=1',

    // A page in the background gets on as one in front does.
    '--disable-background-timer-throttling',
    '--disable-backgrounding-occluded-windows',
    '--disable-renderer-backgrounding',
    '--disable-hang-monitor',
    '--disable-prompt-on-repost',

    // Lambda has no /dev/shm.
    '--disable-dev-shm-usage',
    ...(isSandboxed ? [] : ['--no-sandbox', '--no-zygote']),
  ];
}
