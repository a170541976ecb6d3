/** Mara's complete export of LinkedIn, with its quoting, its drafts and the private half of it. */
import { PRIVATE_ADDRESS } from './medium.ts';
import type { ZippedFile } from './zip.ts';

/** The replica site shows the first of these; the others have no public page there. */
const SHARES = `Date,ShareLink,ShareCommentary,SharedUrl,MediaUrl,Visibility
2026-01-09 07:15:20,https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A7415300000000000001,"Three things the ice taught our gauges this week. ❄️""
""""
""1. A frozen float reads ""perfectly calm"".""
""2. Calm is an alarm.""
""""
""#TidePrediction, #Is (that's Swedish for ice)",,,MEMBER_NETWORK
2025-10-01 07:12:41,https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A7379050609798946375,"For three years our tide model was wrong by the same eleven centimetres every March. 🌊""
""""
""(the beginning is enough here: the public page has it all)",,,MEMBER_NETWORK
2025-09-02 12:00:00,https://www.linkedin.com/feed/update/urn%3Ali%3AugcPost%3A7368500000000000002,"Naïve question: who else keeps the raw readings, for ever?",https://mara.example/notes/late-data,,MEMBER_NETWORK
2025-08-11 09:00:00,https://www.linkedin.com/feed/update/urn%3Ali%3Ashare%3A7360500000000000003,,https://www.linkedin.com/feed/update/urn%3Ali%3Aactivity%3A7360400000000000009,,MEMBER_NETWORK
2012-04-05 09:56:38,https://www.linkedin.com/feed/update/urn%3Ali%3AgroupPost%3A1234567-98765,"Anybody here with a spare pressure sensor, in or around Karlskrona?",,https://media.licdn.com/media/p/1/000/0aa/sensor.jpg,MEMBER_NETWORK
`;

const MEDIA = `Date/Time,Media Description,Media Link
"You uploaded a feed photo on January 9, 2026 at 7:14 AM (GMT)","A float, frozen",https://media.licdn.com/dms/image/v2/D4D22AQIce/feedshare/0/1767942840000?e=1&v=beta&t=i
"You uploaded a profile photo on September 2, 2025 at 11:59 AM (GMT)",-,https://media.licdn.com/dms/image/v2/D4D03AQMe/profile/0/1
`;

interface Exported {
  readonly title: string;
  readonly heading: string;
  readonly published: string;
  readonly body: string;
  readonly image?: string;
}

function article({ title, heading, published, body, image = '' }: Exported): string {
  return `<html>
<head>
  <title>${title}</title>
  <style>
    body {
      margin: 0 auto;
    }
  </style>
</head>
<body>
    ${image}
      <h1>${heading}</h1>
    <p class="created">Created on 2025-11-10 19:30</p>
  <p class="published">Published on ${published}</p>
  <div>${body}</div>
</body>
</html>`;
}

const ON_SITE = 'small-model-my-own-notes-mara-lindqvist-k3w9e';
const EXPORT_ONLY = 'quiet-sensors-mara-lindqvist-z8t2q';

export const linkedinExport: readonly ZippedFile[] = [
  { path: 'Shares.csv', content: SHARES },
  { path: 'Rich_Media.csv', content: MEDIA },
  {
    path: 'Comments.csv',
    content: 'Date,Link,Message\n2025-12-23 15:36:42,https://x,"Well \\"done\\"!"\n',
  },
  { path: 'messages.csv', content: `FROM,TO,CONTENT\nMara,Bo,${PRIVATE_ADDRESS}\n` },
  {
    path: 'Connections.csv',
    content: `Notes:\n\nFirst Name,Email Address\nBo,${PRIVATE_ADDRESS}\n`,
  },
  { path: 'Email Addresses.csv', content: `Email Address\n${PRIVATE_ADDRESS}\n` },
  { path: 'Logins.csv', content: 'Login Date,IP Address\n2025-12-23,10.0.0.1\n' },
  {
    path: `Articles/Articles/${ON_SITE}.html`,
    content: article({
      title: 'A small model, trained on my own notes',
      heading: `<a href="https://www.linkedin.com/pulse/${ON_SITE}">A small model, trained on my own notes</a>`,
      published: '2025-11-18 06:45',
      body: '<p>The public page has this, and its code.</p><pre></pre>',
    }),
  },
  {
    path: `Articles/Articles/${EXPORT_ONLY}.html`,
    content: article({
      title: 'When "quiet" is a reading',
      heading: `<a href="https://www.linkedin.com/pulse/${EXPORT_ONLY}?trk=x">When "quiet" is a reading</a>`,
      published: '2025-11-12 20:43',
      image:
        '<img src="https://media.licdn.com/mediaD4D12AQquiet" alt="The "quiet" gauge" title="The "quiet" gauge" />',
      body: '<p>A gauge that says nothing has <strong>said</strong> something.</p><h3>What we do</h3><pre></pre><ul><li><p>ask it again after <em>90 s</em></p></li><li><p>then ask a person</p></li></ul><div><iframe allowfullscreen="true" src="https://www.linkedin.com/embeds/publishingEmbed.html?articleId=71"></iframe></div><p>See <a href="https://www.linkedin.com/redir/redirect?url=https%3A%2F%2Fmara.example%2Fnotes%2Flate-data&urlhash=x">late data</a>.</p>',
    }),
  },
  {
    path: 'Articles/Articles/2024-06-22 10:12:21.0-Barnacles.html',
    content: article({
      title: 'Barnacles',
      heading: 'Barnacles',
      published: '---',
      body: '<p>Nobody should read this yet.</p>',
    }),
  },
];
