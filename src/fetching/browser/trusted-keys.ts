/** Which authorities the browser trusts besides its own: those that Node was told to trust. */
import { createHash, X509Certificate } from 'node:crypto';
import { getCACertificates } from 'node:tls';

const PEM = /-----BEGIN CERTIFICATE-----[\s\S]{1,20000}?-----END CERTIFICATE-----/g;

/**
 * SHA-256 of the public keys of these authorities, in base64, as Chromium's `--ignore-certificate-errors-spki-list` wants
 * them. That flag looks at the certificates which the server sends, so a proxy with an authority of its own has to send the
 * authority's along; mitmproxy and most others do.
 *
 * @param ca PEM; the certificates of NODE_EXTRA_CA_CERTS unless given
 */
export function trustedKeys(ca?: string): string[] {
  const certificates = ca === undefined ? getCACertificates('extra') : (ca.match(PEM) ?? []);
  return certificates.map((pem) => {
    const key = new X509Certificate(pem).publicKey.export({ type: 'spki', format: 'der' });
    return createHash('sha256').update(key).digest('base64');
  });
}
