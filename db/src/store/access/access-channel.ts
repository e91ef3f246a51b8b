/** Where servers hear that a key was revoked or a session ended: what is open for it ends at once. */
export const ACCESS_CHANNEL = 'strata_access';
