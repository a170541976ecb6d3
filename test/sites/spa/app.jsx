/** A single-page application as they are built: an empty root, a router, data from an API, the text put together by React. */
import { StrictMode, useEffect, useRef, useState } from 'react';
import { createRoot } from 'react-dom/client';

const SITE = 'https://log.tidewater.example';

function useData(path) {
  const [data, setData] = useState();
  useEffect(() => {
    const controller = new AbortController();
    fetch(path, { signal: controller.signal, headers: { accept: 'application/json' } })
      .then((response) => response.json())
      .then(setData, (error) => {
        if (error.name !== 'AbortError') throw error;
      });
    return () => controller.abort();
  }, [path]);
  return data;
}

function Frame({ children }) {
  return (
    <div className="layout">
      <nav className="top-bar">
        <a href="/">Tidewater Log</a> <a href="/about">About</a>
        <button type="button">Subscribe</button>
      </nav>
      {children}
      <footer>© Mara Lindqvist · Imprint · Privacy</footer>
    </div>
  );
}

function Block({ block }) {
  switch (block.type) {
    case 'heading':
      return <h2>{block.text}</h2>;
    case 'code':
      return (
        <pre>
          <code className={`language-${block.language}`}>{block.text}</code>
        </pre>
      );
    case 'list':
      return (
        <ul>
          {block.items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
      );
    case 'quote':
      return (
        <blockquote>
          <p>{block.text}</p>
        </blockquote>
      );
    case 'image':
      return (
        <figure>
          <img src={block.src} alt={block.alt} loading="lazy" />
          <figcaption>{block.caption}</figcaption>
        </figure>
      );
    default:
      return <p dangerouslySetInnerHTML={{ __html: block.html }} />;
  }
}

function Article({ slug }) {
  const note = useData(`/api/notes/${slug}`);
  if (!note) return <p className="spinner">Loading…</p>;
  return (
    <main>
      <title>{`${note.title} · Tidewater Log`}</title>
      <meta name="description" content={note.subtitle} />
      <meta property="og:type" content="article" />
      <meta property="og:title" content={note.title} />
      <meta name="author" content={note.author} />
      <meta property="article:published_time" content={note.publishedAt} />
      <link rel="canonical" href={`${SITE}/notes/${slug}`} />
      <article>
        <h1>{note.title}</h1>
        <p className="byline">
          By{' '}
          <a rel="author" href="/about">
            {note.author}
          </a>{' '}
          · <time dateTime={note.publishedAt}>{note.publishedAt.slice(0, 10)}</time>
        </p>
        <div className="prose">
          {note.blocks.map((block) => (
            <Block key={JSON.stringify(block)} block={block} />
          ))}
        </div>
      </article>
      <aside className="related">
        <h3>More from the log</h3>
        <ul>
          <li>
            <a href="/notes/note-1">Note 1</a>
          </li>
          <li>
            <a href="/notes/note-2">Note 2</a>
          </li>
        </ul>
      </aside>
    </main>
  );
}

function Listing() {
  const [pages, setPages] = useState([]);
  const end = useRef(null);
  const asked = useRef(0);
  useEffect(() => {
    const observer = new IntersectionObserver(([entry]) => {
      if (!entry.isIntersecting || asked.current > pages.length) return;
      asked.current = pages.length + 1;
      fetch(`/api/notes?page=${pages.length}`)
        .then((response) => response.json())
        .then(({ notes }) => notes.length > 0 && setPages((known) => [...known, notes]));
    });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [pages]);
  return (
    <main>
      <title>Tidewater Log</title>
      <ol className="feed">
        {pages.flat().map((note) => (
          <li key={note.slug} style={{ minHeight: '16rem' }}>
            <a href={`/notes/${note.slug}`}>{note.title}</a>
          </li>
        ))}
      </ol>
      <div ref={end} className="sentinel">
        Loading more…
      </div>
    </main>
  );
}

function App() {
  const slug = /^\/notes\/([\w-]+)$/.exec(location.pathname)?.[1];
  return <Frame>{slug ? <Article slug={slug} /> : <Listing />}</Frame>;
}

createRoot(document.getElementById('root')).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
