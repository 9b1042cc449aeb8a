package io.griot.sandbox.world;

/**
 * The parts of the world. Use them only inside {@link World#read} or {@link World#change}, and do
 * not keep them. Inside a read every method that writes throws {@link IllegalStateException}.
 */
public record Scene(
    Accounts accounts,
    Contacts contacts,
    Devices devices,
    Groups groups,
    Memberships memberships,
    JoinRequests joinRequests,
    GroupRules groupRules,
    Channels channels,
    ChannelStaff channelStaff,
    Chats chats,
    Labels labels,
    Blocks blocks,
    Messages messages,
    MessageChanges messageChanges,
    Arrivals arrivals,
    Conversations conversations,
    Addressees addressees,
    Receipts receipts,
    Resends resends,
    Reactions reactions,
    Pictures pictures,
    Votes votes,
    Orders orders,
    Histories histories,
    Signals signals) {}
