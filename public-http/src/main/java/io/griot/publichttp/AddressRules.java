package io.griot.publichttp;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;
import java.util.List;

/**
 * The addresses to which a caller's URL may lead: those of the public internet, by IANA's
 * special-purpose registries. Any other address could be the process itself, its network, or the
 * metadata service with its credentials.
 *
 * <p>In IPv6 only {@code 2000::/3} is allocated. So addresses that contain an IPv4 address (mapped,
 * compatible, NAT64) are refused with all others; 6to4 and Teredo lie inside that range and are
 * refused explicitly. Java turns an IPv4-mapped address into the IPv4 address, which is then
 * checked by the IPv4 rules.
 *
 * @param loopbackToo whether loopback is allowed too, for tests on one machine
 */
public record AddressRules(boolean loopbackToo) {
  private static final List<Block> REFUSED_V4 =
      List.of(
          Block.of("0.0.0.0/8"), // this network
          Block.of("10.0.0.0/8"), // private
          Block.of("100.64.0.0/10"), // shared by a carrier's customers
          Block.of("127.0.0.0/8"), // loopback
          Block.of("169.254.0.0/16"), // link-local; AWS's metadata, DNS and task credentials
          Block.of("172.16.0.0/12"), // private
          Block.of("192.0.0.0/24"), // protocol assignments
          Block.of("192.0.2.0/24"), // documentation
          Block.of("192.88.99.0/24"), // 6to4 relays
          Block.of("192.168.0.0/16"), // private
          Block.of("198.18.0.0/15"), // benchmarks
          Block.of("198.51.100.0/24"), // documentation
          Block.of("203.0.113.0/24"), // documentation
          Block.of("224.0.0.0/4"), // multicast
          Block.of("240.0.0.0/4")); // reserved, broadcast

  private static final Block GLOBAL_V6 = Block.of("2000::/3");

  private static final List<Block> REFUSED_V6 =
      List.of(
          Block.of("2001::/23"), // protocol assignments: Teredo, benchmarks, ORCHID
          Block.of("2001:db8::/32"), // documentation
          Block.of("2002::/16"), // 6to4
          Block.of("3fff::/20")); // documentation

  /**
   * Returns a name's addresses if all of them are allowed. A name with both a public and a private
   * address is an attack, so it is refused.
   */
  public InetAddress[] checked(InetAddress[] addresses) throws RefusedAddressException {
    if (!Arrays.stream(addresses).allMatch(this::allow)) {
      throw new RefusedAddressException();
    }
    return addresses;
  }

  public boolean allow(InetAddress address) {
    if (loopbackToo && address.isLoopbackAddress()) {
      return true;
    }
    byte[] bytes = address.getAddress();
    return address instanceof Inet4Address
        ? REFUSED_V4.stream().noneMatch(block -> block.contains(bytes))
        : GLOBAL_V6.contains(bytes) && REFUSED_V6.stream().noneMatch(b -> b.contains(bytes));
  }

  /** A range of addresses with a common prefix. */
  @SuppressWarnings("ArrayRecordComponent") // never compared, never changed
  private record Block(byte[] prefix, int bits) {
    static Block of(String text) {
      String[] parts = text.split("/", 2);
      return new Block(InetAddress.ofLiteral(parts[0]).getAddress(), Integer.parseInt(parts[1]));
    }

    boolean contains(byte[] address) {
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if (((address[bit / 8] ^ prefix[bit / 8]) & mask) != 0) {
          return false;
        }
      }
      return true;
    }
  }
}
