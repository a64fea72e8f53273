package org.backwire.processor.graph;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The classes whose static members functions use, by the first name that a text has for them. A variable of that name would
 * obscure them (JLS 6.4.2): {@code W.length} is then the length of an array {@code W}.
 */
public final class MentionedClasses {
    private final Map<String, ClassRef> byName = new LinkedHashMap<>();

    private MentionedClasses() {}

    /** Those of the bodies of functions, and of code that is kept as it is. */
    public static Map<String, ClassRef> in(Collection<Region> bodies, Collection<KeptCode> kept) {
        MentionedClasses mentioned = new MentionedClasses();
        bodies.forEach(mentioned::collect);
        kept.forEach(mentioned::collect);
        return mentioned.byName;
    }

    private void collect(KeptCode code) {
        for (Object piece : code.pieces()) {
            if (piece instanceof ClassRef type) {
                add(type);
            }
        }
    }

    private void collect(Region region) {
        for (Op op : region.ops()) {
            if (op instanceof Op.Apply apply) {
                add(apply.method());
            } else if (op instanceof Op.Constant constant) {
                add(constant.member());
            } else if (op instanceof Op.Foreign foreign) {
                add(foreign.member());
            } else if (op instanceof Op.CallDifferentiable call) {
                add(call.callee().method());
                add(call.callee().companion());
            } else if (op instanceof Op.CallCompanion call) {
                add(call.callee().method());
                add(call.callee().companion());
            }
            if (op instanceof Op.CallRuled call) {
                collect(call.ruled());
            } else if (op instanceof Op.Slope slope) {
                collect(slope.ruled());
            }
            for (Region inner : op.regions()) {
                collect(inner);
            }
        }
    }

    private void collect(Ruled ruled) {
        add(ruled.method());
        if (ruled.companion() != null) {
            add(ruled.companion().companion());
        }
        ruled.slopes().values().forEach(this::collect);
    }

    private void add(@Nullable Member member) {
        if (member != null) {
            add(member.owner());
        }
    }

    private void add(ClassRef type) {
        byName.putIfAbsent(type.simpleNames().get(0), type);
    }
}
