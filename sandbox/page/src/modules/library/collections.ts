import { define } from '../../loader/define';
import { callCollection } from '../call/calls';
import { chatCollection, newsletterCollection } from '../chat/chat';
import { muteCollection } from '../chat/mute';
import { blocklistCollection } from '../contact/blocklist';
import { contactCollection } from '../contact/contact';
import { groupMetadataCollection } from '../group/groupMetadata';
import { labelCollection } from '../label/labels';
import { msgCollection } from '../message/msg';
import { msgInfoCollection } from '../message/msgInfo';
import { profilePicThumbCollection } from '../picture/pictures';
import { presenceCollection } from '../presence/presence';
import { reactionsCollection } from '../reaction/reactions';
import { statusCollection } from '../status/status';

/** All collections in one object, as in the client. A new family adds its own here. */
define('WAWebCollections', {
  default: {
    Blocklist: blocklistCollection,
    Chat: chatCollection,
    Contact: contactCollection,
    Label: labelCollection,
    Msg: msgCollection,
    MsgInfo: msgInfoCollection,
    Mute: muteCollection,
    Presence: presenceCollection,
    ProfilePicThumb: profilePicThumbCollection,
    Reactions: reactionsCollection,
    Status: statusCollection,
    WAWebCallCollection: callCollection,
    WAWebGroupMetadataCollection: groupMetadataCollection,
    WAWebNewsletterCollection: newsletterCollection,
  },
});
