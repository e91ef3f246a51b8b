import type { Words } from '../../i18n/words';

/** Why signing in with the provider came to nothing, as the API's codes say it. */
const KNOWN = [
  'PROVIDER_UNREACHABLE',
  'WRONG_CLIENT',
  'SIGN_IN_LOST',
  'SIGN_IN_REFUSED',
  'BAD_TOKEN',
  'NO_ROLE',
  'STORE_UNAVAILABLE',
] as const;

/** Says why, and what to do. Only codes that are known choose words: what stands in an address is nobody's. */
export function SignInFailed({ words: { t }, code }: { readonly words: Words; readonly code: string }) {
  const known = KNOWN.find((one) => one === code) ?? 'UNKNOWN';
  return (
    <p className="alert" role="alert" data-failed={known}>
      {t(`session.problem.${known}`)}
    </p>
  );
}
