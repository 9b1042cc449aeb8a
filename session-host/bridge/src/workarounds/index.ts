/*
 * All direct uses of WhatsApp's own modules, past wa-js, each with its reason. To be reviewed at
 * every upgrade of wa-js: what it then does correctly is removed here. (The models' own attributes
 * are read in shapes/.) Names as in WhatsApp Web 2.3000.1044822804, reasons as of wa-js 4.6.0.
 */
export * from './account';
export * from './anew';
export * from './asked';
export * from './channelStaff';
export * from './channels';
export * from './chats';
export * from './connection';
export * from './contacts';
export * from './groups';
export * from './history';
export * from './limits';
export * from './mediaCache';
export * from './mediaPrep';
export * from './messages';
export * from './placeholders';
export * from './reactions';
export * from './refusals';
export * from './signal';
export * from './statuses';
export * from './stickers';
