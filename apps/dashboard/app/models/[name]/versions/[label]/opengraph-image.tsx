import { ImageResponse } from 'next/og';
import { readVersionPage } from '../../../../../features/version/read-version-page';
import { SharedPicture } from '../../../../../features/version/shared-picture';

export const size = { width: 1200, height: 630 };
export const contentType = 'image/png';
export const alt = 'Whether the version can be trusted, as a light, and how clear each activation range is';

interface Props {
  readonly params: Promise<{ name: string; label: string }>;
}

/** What a chat shows beside a link to a version. */
export default async function VersionPicture({ params }: Props) {
  const { name, label } = await params;
  const answer = await readVersionPage(decodeURIComponent(name), decodeURIComponent(label));
  const page = answer.kind === 'data' ? answer.data : null;
  return new ImageResponse(<SharedPicture page={page} />, size);
}
