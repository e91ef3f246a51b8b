import { basename } from 'node:path';
import { StrataError } from '@strata/domain';

/**
 * Reads the group of an image out of its path: the pattern's first capture group, or all that it matches. It is laid on the
 * file's own name, and on the path inside the dataset where it has a slash. Null where it doesn't match, or matches nothing.
 * @throws StrataError BAD_CONFIG when the pattern is no regular expression
 */
export function groupPattern(pattern: string): (path: string) => string | null {
  const expression = compiled(pattern);
  const onPath = pattern.includes('/');
  return (path) => {
    const match = expression.exec(onPath ? path : basename(path));
    if (!match) return null;
    // With a capture group that took no part, the match alone says nothing.
    return (match.length > 1 ? match[1] : match[0]) || null;
  };
}

function compiled(pattern: string): RegExp {
  try {
    return new RegExp(pattern, 'u');
  } catch (cause) {
    throw new StrataError(
      'BAD_CONFIG',
      `Expected a regular expression whose first capture group is an image's group, such as ^([^_]+)_, found "${pattern}". ${cause instanceof Error ? cause.message : String(cause)}.`,
      { cause },
    );
  }
}
