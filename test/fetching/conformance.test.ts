import { fetchConformance } from './conformance.ts';

fetchConformance('by HTTP', (fetcher, link, options) => fetcher.page(link, options));
fetchConformance('in the browser', (fetcher, link, options) => fetcher.render(link, options));
