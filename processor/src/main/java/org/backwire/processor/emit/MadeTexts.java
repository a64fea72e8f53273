package org.backwire.processor.emit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Texts that the user puts together at run time. Each is a new object (JLS 15.18.1), but would be the same as any literal that
 * reads alike if nothing but constants stood in its expression (JLS 15.28), as where a variable has a value that is known.
 */
final class MadeTexts {
    private MadeTexts() {}

    /** The constants that must be variables, as they are to the user. */
    static Set<Value> constants(Regions regions) {
        Set<Value> found = Collections.newSetFromMap(new IdentityHashMap<>());
        look(regions.body().region(), regions, found);
        return found;
    }

    private static void look(Region region, Regions regions, Set<Value> found) {
        for (Op op : region.ops()) {
            List<Value> named = new ArrayList<>();
            if (op instanceof Op.Concat concat
                    && areConstant(concat.operands(), regions::definition, constant -> {
                        if (constant.name() != null) {
                            named.add(constant);
                        }
                    })) {
                found.addAll(named);
            }
            op.regions().forEach(inner -> look(inner, regions, found));
        }
    }

    /** Whether a text would be a constant expression as it is written. */
    static boolean isLost(Op.Concat concat, Regions regions, Inlining inlining) {
        return areConstant(
                concat.operands(),
                value -> inlining.isInlined(value) ? regions.definition(value) : null,
                constant -> {});
    }

    /**
     * Whether values are computed from nothing but constants.
     *
     * @param expression what computes a value; null for a variable
     * @param constants takes the constants that they are computed from
     */
    private static boolean areConstant(
            List<Value> values, Function<Value, @Nullable Op> expression, Consumer<Value> constants) {
        for (Value value : values) {
            Op op = expression.apply(value);
            if (op instanceof Op.Constant constant && constant.value() != null) {
                constants.accept(value);
                continue;
            }
            boolean isOperator = op instanceof Op.If || op instanceof Op.Apply apply && apply.method() == null;
            if (!isOperator || !areConstant(op.operands(), expression, constants)) {
                return false;
            }
            for (Region side : op.regions()) {
                if (!areConstant(side.yields(), expression, constants)) {
                    return false;
                }
            }
        }
        return true;
    }
}
