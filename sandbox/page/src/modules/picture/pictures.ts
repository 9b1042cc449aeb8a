import { define } from '../../loader/define';
import { BaseCollection } from '../../models/BaseCollection';
import { BaseModel, defineModel } from '../../models/BaseModel';
import { link } from '../../net/link';
import type { WirePicture } from '../../protocol';
import { Wid } from '../ids/wid';

/** The picture of a person or group, or its absence. */
class ProfilePicThumb extends BaseModel {
  declare id: Wid;
  declare tag: string | undefined;
  declare eurl: string | null;
  declare previewEurl: string | null;

  get img(): string | null {
    return this.previewEurl;
  }

  get imgFull(): string | null {
    return this.eurl;
  }

  getCollection(): BaseCollection<ProfilePicThumb> {
    return profilePicThumbCollection;
  }
}

defineModel({
  model: ProfilePicThumb,
  name: 'profile-pic-thumb',
  idClass: Wid,
  props: ['id', 'token', 'tag', 'raw', 'eurl', 'previewEurl'],
  session: ['stale', 'eurlStale', 'pendingPic'],
});

class ProfilePicThumbCollectionImpl extends BaseCollection<ProfilePicThumb> {
  override async findQuery(id: Wid): Promise<ProfilePicThumb> {
    const { picture } = await link.request('picture', { of: id.toString() });
    return this.gadd({ id, ...addresses(picture) });
  }
}

export const profilePicThumbCollection = new ProfilePicThumbCollectionImpl(ProfilePicThumb);

define('WAWebProfilePicThumbModel', { ProfilePicThumb });
define('WAWebProfilePicThumbCollection', { ProfilePicThumbCollection: profilePicThumbCollection });

function addresses(picture: WirePicture | null): object {
  const url = (path: string): string => new URL(path, location.href).href;
  return {
    tag: picture?.tag,
    eurl: picture && url(picture.image),
    previewEurl: picture && url(picture.preview),
  };
}

/**
 * Drops all pictures after a change, so that they are requested again. All of them, because a
 * person's picture may be here under a number whose LID this page does not know.
 */
export function forgetPictures(): void {
  profilePicThumbCollection.reset();
}

interface Result {
  status: number;
  tag?: string;
  eurl?: string;
}

/** The result of a job; the server's refusal is an error. */
async function settled(change: Promise<{ picture: WirePicture | null }>): Promise<Result> {
  const { picture } = await change;
  return { status: 200, ...(addresses(picture) as Omit<Result, 'status'>) };
}

async function uploaded(dataUrl: string): Promise<string> {
  const body = await (await fetch(dataUrl)).blob();
  const response = await fetch('/media', { method: 'POST', body });
  return ((await response.json()) as { directPath: string }).directPath;
}

define('WAWebContactProfilePicThumbBridge', {
  /** Two JPEGs as data URLs: 96 pixels square and 640. */
  sendSetPicture: async (id: Wid, small: string, large: string): Promise<Result> => {
    const [preview, image] = await Promise.all([uploaded(small), uploaded(large)]);
    return settled(link.request('setPicture', { of: id.toString(), image, preview }));
  },
  requestDeletePicture: (id: Wid): Promise<Result> =>
    settled(link.request('setPicture', { of: id.toString(), image: null, preview: null })),
});
