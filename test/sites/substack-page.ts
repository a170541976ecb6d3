/** A page of Substack around one post: today's names, classes and state keys, and all that must not come out of it. */

export interface ReplicaPublication {
  readonly id: number;
  readonly name: string;
  readonly subdomain: string;
  readonly customDomain: string | null;
  readonly authorName: string;
}

export interface ReplicaPost {
  readonly id: number;
  readonly slug: string;
  readonly title: string;
  readonly subtitle: string;
  readonly canonicalUrl: string;
  readonly postDate: string;
  readonly updatedAt: string;
  readonly audience: 'everyone' | 'only_paid';
  /** Of the whole text. */
  readonly wordcount: number;
  readonly coverImage: string | null;
  readonly tags: readonly string[];
  readonly bylines: readonly {
    readonly id: number;
    readonly name: string;
    readonly handle: string;
  }[];
  /** As Substack keeps it; of a paid post, what it shows to everybody. */
  readonly bodyHtml: string;
  /** 'newsletter' unless said. */
  readonly type?: 'newsletter' | 'podcast';
  readonly podcastUrl?: string;
}

/** The object under `post` in the state; also the answer of `/api/v1/posts/<slug>`. */
export function postState(post: ReplicaPost, publication: ReplicaPublication) {
  return {
    audience_before_archived: null,
    canonical_url: post.canonicalUrl,
    default_comment_sort: null,
    editor_v2: false,
    exempt_from_archive_paywall: false,
    free_unlock_required: false,
    id: post.id,
    podcast_art_url: null,
    podcast_duration: null,
    podcast_preview_upload_id: null,
    podcast_upload_id: null,
    podcast_url: post.podcastUrl ?? null,
    post_date: post.postDate,
    updated_at: post.updatedAt,
    publication_id: publication.id,
    search_engine_description: null,
    search_engine_title: null,
    section_id: null,
    should_send_free_preview: post.audience === 'only_paid',
    show_guest_bios: true,
    slug: post.slug,
    social_title: null,
    subtitle: post.subtitle,
    title: post.title,
    type: post.type ?? 'newsletter',
    video_upload_id: null,
    write_comment_permissions: 'everyone',
    meter_type: 'none',
    is_geoblocked: false,
    hidden: null,
    audience: post.audience,
    wordcount: post.wordcount,
    body_html: post.bodyHtml,
    truncated_body_text: `${textOf(post.bodyHtml).slice(0, 170)}…`,
    cover_image: post.coverImage,
    cover_image_is_square: false,
    postTags: post.tags.map((name, index) => ({
      id: `f3a1${index}`,
      publication_id: publication.id,
      name,
      slug: name.replaceAll(' ', '-'),
      hidden: false,
    })),
    publishedBylines: post.bylines.map((byline) => ({
      ...byline,
      previous_name: null,
      photo_url: 'https://substack-post-media.s3.amazonaws.com/public/images/face_400x400.png',
      bio: 'Engineer. Tides, streams, small models.',
      is_guest: byline.name !== publication.authorName,
      bestseller_tier: null,
    })),
    reactions: { '❤': 31 },
    reaction_count: 31,
    comment_count: 2,
    child_comment_count: 0,
    previous_post_slug: null,
    next_post_slug: null,
    hasCashtag: false,
  };
}

export function homeOf({ customDomain, subdomain }: ReplicaPublication): string {
  return customDomain ?? `${subdomain}.substack.com`;
}

/** The state of any page of the publication: some thirty keys, of which goldpan reads two. */
function preloads(publication: ReplicaPublication, own: Readonly<Record<string, unknown>>): string {
  const home = homeOf(publication);
  const state = {
    isEU: true,
    language: 'en',
    country: 'SE',
    userLocale: { language: 'en', region: 'SE', source: 'default' },
    base_url: `https://${home}`,
    stripe_publishable_key: 'not-a-key',
    captcha_site_key: 'not-a-key',
    pub: {
      id: publication.id,
      subdomain: publication.subdomain,
      custom_domain: publication.customDomain,
      custom_domain_optional: false,
      hostname: home,
      base_url: `https://${home}`,
      name: publication.name,
      author_name: publication.authorName,
      author_id: 16180339,
      hero_text: 'Letters from the hour when the water does not move',
      language: 'en',
      logo_url: 'https://substack-post-media.s3.amazonaws.com/public/images/logo_256x256.png',
      payments_state: 'enabled',
      theme_var_background_pop: '#2096ff',
      type: 'newsletter',
    },
    confirmedLogin: false,
    hide_intro_popup: false,
    block_auto_login: false,
    domainInfo: {
      isSubstack: publication.customDomain === null,
      customDomain: publication.customDomain,
    },
    experimentFeatures: {},
    experimentExposures: {},
    siteConfigs: { score_upsell_email: 'control', ios_feature_flag: false },
    publicationSettings: { block_ai_crawlers: false, community_enabled: true },
    publicationUserSettings: null,
    userSettings: { user_id: null, has_seen_notes_onboarding: false },
    subscriberCountDetails: 'hundreds of subscribers',
    mux_env_key: 'none',
    sentry_environment: 'production',
    launchWelcomePage: false,
    noIndex: false,
    isChatActive: false,
    isMeetingsActive: false,
    features: {},
    browser: { name: 'other', version: '0' },
    showCookieBanner: true,
    disabledCookies: [],
    trackFrontendVisit: true,
    activeLiveStream: null,
    recentEpisodes: null,
    themeVariables: { color_theme_bg_pop: '#2096ff' },
    ...own,
  };
  // As Substack writes it: JSON within a JavaScript string, with no `<` that could end the script.
  return JSON.stringify(JSON.stringify(state)).replaceAll('<', '\\u003c');
}

export function postPage(post: ReplicaPost, publication: ReplicaPublication): string {
  const home = homeOf(publication);
  const link = `https://${home}/p/${post.slug}`;
  const names = post.bylines.map(({ name }) => name).join(', ');
  const comments = [
    { id: 1, body: 'First! Great read, subscribed.', name: 'A. Reader' },
    { id: 2, body: 'We use the same booklet in Vlissingen.', name: 'Ilse Bakker' },
  ];
  const state = preloads(publication, {
    post: postState(post, publication),
    comments,
    canonicalUrl: post.canonicalUrl,
    ogUrl: link,
    inlineComments: false,
  });
  const main = `<div aria-label="Post" role="main" class="single-post-container"><div class="container"><div class="single-post"><div class="pencraft pc-display-contents pc-reset pubTheme-yiXxQA"><article class="typography newsletter-post post">
<div role="region" aria-label="Post header" class="post-header"><h1 dir="auto" class="post-title published title-X77sOw">${escaped(post.title)}</h1><h3 dir="auto" class="subtitle subtitle-HEEcLo">${escaped(post.subtitle)}</h3>
<div aria-label="Post UFI" role="region" class="pencraft pc-display-flex pc-reset"><div class="pencraft pc-reset byline-wrapper"><a href="https://substack.com/@${post.bylines[0]?.handle}" class="pencraft pc-reset">${escaped(names)}</a><div class="pencraft pc-reset meta-EgzBVA">${shownDate(post.postDate)}</div>${post.audience === 'only_paid' ? '<div class="pencraft pc-reset meta-EgzBVA">∙ Paid</div>' : ''}</div><div class="like-button-container post-ufi-button style-button"><button aria-label="Like (31)" class="pencraft post-ufi-button">31</button></div><button class="pencraft post-ufi-button">Share</button></div></div>
<div class="visibility-check"></div><div><div class="available-content"><div dir="auto" class="body markup">${post.bodyHtml}</div></div>${post.audience === 'only_paid' ? paywall(home) : ''}</div>
<div class="post-footer"><button class="pencraft">31 Likes</button><a href="${link}/comments" class="post-ufi-button">Discussion about this post</a></div></article></div></div></div></div>
<div class="comments-section"><h4>Discussion about this post</h4>${comments.map(({ body, name }) => `<div class="comment"><a>${name}</a><div class="comment-body"><p>${body}</p></div><button>Reply</button></div>`).join('')}</div>
<div class="pencraft portable-archive-list"><h3>Top</h3><h3>Latest</h3><a class="post-preview-title" href="https://${home}/p/coming-soon">Coming soon</a><div>This is ${escaped(publication.name)}.</div></div>`;
  return page(publication, post.title, main, state, {
    'og:type': 'article',
    'og:url': link,
    'og:description': post.subtitle,
    author: names,
    'twitter:image': `https://substackcdn.com/image/fetch/$s_!abc!,f_auto,q_auto:best,fl_progressive:steep/https%3A%2F%2F${home}%2Fapi%2Fv1%2Fpost_preview%2F${post.id}%2Ftwitter.jpg%3Fversion%3D4`,
    canonical: post.canonicalUrl,
  });
}

export function homePage(publication: ReplicaPublication): string {
  const link = `https://${homeOf(publication)}/`;
  const state = preloads(publication, {
    canonicalUrl: link,
    ogUrl: link,
    newPosts: [],
    topPosts: [],
  });
  const main = `<div class="pencraft home"><h1>${escaped(publication.name)}</h1><p>Letters from the hour when the water does not move</p><button>Subscribe</button></div>`;
  return page(publication, publication.name, main, state, { 'og:url': link, canonical: link });
}

function page(
  { name, customDomain, subdomain }: ReplicaPublication,
  title: string,
  main: string,
  state: string,
  { canonical, ...meta }: Readonly<Record<string, string>>,
): string {
  const tags = Object.entries(meta).map(
    ([key, value]) =>
      `<meta ${key.startsWith('og:') ? 'property' : 'name'}="${key}" content="${escaped(value)}" />`,
  );
  return `<!DOCTYPE html>
<html lang="en">
    <head>
        <meta charset="utf-8" />
        <link rel="preconnect" href="https://substackcdn.com" />
        <title data-rh="true">${escaped(title)}${title === name ? '' : ` - by ${escaped(meta.author ?? name)}`}</title>
        <link rel="preload" as="style" href="https://substackcdn.com/bundle/theme/main.5b8a4d1e0f2c.css" />
        <link rel="stylesheet" type="text/css" href="https://substackcdn.com/bundle/static/css/382.b89e30f6.css" />
        <link rel="canonical" href="${canonical}" />
        <link rel="alternate" type="application/rss+xml" href="/feed" title="${escaped(name)}" />
        ${tags.join('\n        ')}
    </head>
    <body class="">
        <div id="entry"><div id="main" class="main typography use-theme-bg"><div class="pencraft main-menu"><a href="/">${escaped(name)}</a><button>Subscribe</button><button>Sign in</button></div>
${main}
<div class="footer-wrap publication-footer"><div class="footer"><div class="footer-terms"><span>© 2025 ${escaped(name)}</span> <a href="https://substack.com/privacy">Privacy</a> ∙ <a href="https://substack.com/tos">Terms</a></div><a class="footer-substack-cta">Start your Substack</a></div></div>
<div class="modal typography out gone popup"><div class="paywall modal-paywall" data-testid="paywall" data-component-name="Paywall"><h2 class="paywall-title">Only paid subscribers can comment on this post</h2></div></div></div></div>
        <script>window._preloads        = JSON.parse(${state})</script>
        <script>window._analyticsConfig = JSON.parse("{\\"properties\\":{\\"subdomain\\":\\"${subdomain}\\",\\"has_custom_domain\\":${customDomain !== null}}}")</script>
        <script type="module" src="https://substackcdn.com/bundle/static/js/main.4d1e0f2c.js" charset="utf-8"></script>
    </body>
</html>
`;
}

function paywall(home: string): string {
  return `<div role="region" aria-label="Paywall" data-testid="paywall" data-component-name="Paywall" class="paywall"><h2 class="paywall-title">This post is for paid subscribers</h2><div class="paywall-cta"><a href="https://${home}/subscribe?simple=true"><button class="subscribe-btn">Subscribe</button></a></div><div class="paywall-login"><a href="https://substack.com/sign-in">Already a paid subscriber? <b>Sign in</b></a></div></div>`;
}

function shownDate(iso: string): string {
  const parts = new Intl.DateTimeFormat('en-US', {
    month: 'short',
    day: '2-digit',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return parts.format(new Date(iso));
}

function textOf(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
