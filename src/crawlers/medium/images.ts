/** Images of Medium: one id, many addresses. */

const IMAGE_ID = /\/(\d\*[^/?#\s,"'()]+)/;

/**
 * The id in any address of an image, old content-delivery hosts and resized forms included.
 *
 * @example
 * imageIdOf('https://miro.medium.com/max/60/1*tide-Chart.png?q=20'); // '1*tide-Chart.png'
 */
export function imageIdOf(address: string): string | undefined {
  return IMAGE_ID.exec(address.replaceAll(/%2a/gi, '*'))?.[1];
}

/**
 * The address under which Medium serves an image today, 1,400 pixels wide at most.
 *
 * @example
 * imageLink('1*tide-Chart.png'); // 'https://miro.medium.com/v2/resize:fit:1400/1*tide-Chart.png'
 */
export function imageLink(imageId: string): string {
  return `https://miro.medium.com/v2/resize:fit:1400/${imageId}`;
}
