/** What GitHub takes as names. */

/** Underscores come with the accounts of enterprises, a final hyphen with old accounts. */
export const OWNER_NAME = /^[a-z\d][\w-]{0,99}$/i;
export const REPOSITORY_NAME = /^(?!\.{1,2}$)[\w.-]{1,100}$/;
