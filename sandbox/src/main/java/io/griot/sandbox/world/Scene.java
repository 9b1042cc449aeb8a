package io.griot.sandbox.world;

/** The parts of the world. To be used inside {@link World#change} only, and not kept. */
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
    Resends resends,
    Reactions reactions,
    Pictures pictures,
    Votes votes,
    Orders orders,
    Histories histories,
    Signals signals) {}
