package org.backwire.processor.differentiate;

import org.backwire.processor.graph.Op;
import org.jspecify.annotations.Nullable;

/** A region in the tree of regions; a loop's test and body count as one. */
final class Place {
    final @Nullable Place outer;
    final @Nullable Op owner;
    final boolean isThen;
    final int depth;

    Place(@Nullable Place outer, @Nullable Op owner, boolean isThen) {
        this.outer = outer;
        this.owner = owner;
        this.isThen = isThen;
        this.depth = outer == null ? 0 : outer.depth + (owner instanceof Op.Loop ? 1 : 0);
    }

    /** Whether a loop stands between this place and one that sees less. */
    boolean isLooped(Place seen) {
        for (Place place = this; place != null && !seen.sees(place); place = place.outer) {
            if (place.owner instanceof Op.Loop) {
                return true;
            }
        }
        return false;
    }

    boolean sees(Place home) {
        for (Place place = this; place != null; place = place.outer) {
            if (place == home) {
                return true;
            }
        }
        return false;
    }
}
