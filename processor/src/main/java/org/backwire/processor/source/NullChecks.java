package org.backwire.processor.source;

import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MethodInvocationTree;
import java.util.List;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Origin;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * {@code Objects.requireNonNull}, {@code isNull} and {@code nonNull} of arrays, and of records that are taken apart: what is checked is
 * what it was before, so no gradient is lost.
 */
final class NullChecks {
    private static final String OBJECTS = "java.util.Objects";

    private final Lowering desk;

    NullChecks(Lowering desk) {
        this.desk = desk;
    }

    /** What a call gives; null if it is none of these. */
    @Nullable
    Operand read(Calls.Call call) {
        if (!Members.ownerOf(call.method()).getQualifiedName().contentEquals(OBJECTS)) {
            return null;
        }
        Operand checked = call.arguments().get(0);
        String name = call.method().getSimpleName().toString();
        if (checked.components() == null && !ArrayLibrary.isUnderstood(checked)) {
            return null;
        }
        return switch (name) {
            case "requireNonNull" -> isInParts(checked) ? checked : required(call, checked);
            case "isNull" -> desk.operators.isNull(checked, true, call.tree());
            case "nonNull" -> desk.operators.isNull(checked, false, call.tree());
            default -> null;
        };
    }

    /** Whether there is no object that could be checked; there was one, then. */
    private boolean isInParts(Operand operand) {
        return desk.records.asGiven(operand).components() != null;
    }

    private Operand required(Calls.Call call, Operand checked) {
        List<Value> values = desk.foreigns.values(call.arguments(), call.choice(), call.places());
        if (values == null) {
            return Operand.BAD;
        }
        Origin origin = desk.origin(call.name(), desk.text(call.tree()));
        desk.emit(new Op.Foreign(null, Op.Use.STATIC_CALL, Op.Foreign.REQUIRE_NON_NULL, null, values, origin));
        return checked.components() != null ? checked : Operand.of(checked.type(), values.get(0));
    }

    /** The same of {@code requireNonNull(x, () -> message)}, whose message is computed where there is nothing. */
    @Nullable
    Operand read(MethodInvocationTree tree) {
        List<? extends ExpressionTree> arguments = tree.getArguments();
        if (arguments.size() != 2
                || !Functions.is(arguments.get(1), 0)
                || !desk.generators.isOf(tree, OBJECTS, Op.Foreign.REQUIRE_NON_NULL.name())) {
            return null;
        }
        Operand[] seen = new Operand[1];
        desk.look(() -> seen[0] = desk.expressions.read(arguments.get(0)));
        if (seen[0].isBad() || seen[0].components() == null && !ArrayLibrary.isUnderstood(seen[0])) {
            return null;
        }
        Operand checked = desk.expressions.read(arguments.get(0));
        if (checked.isBad() || isInParts(checked)) {
            return checked;
        }
        Value none = desk.valueOf(desk.operators.isNull(checked, true, tree), tree);
        Branch refuses = desk.joins.fork(() -> raise(arguments.get(1), tree));
        desk.joins.join(tree, none, refuses, desk.joins.fork(() -> {}));
        return checked;
    }

    private void raise(ExpressionTree supplier, MethodInvocationTree tree) {
        TypeMirror text = desk.java.string();
        Operand message = desk.functions.apply(supplier, List.of(), desk.types.getNoType(TypeKind.NONE), text);
        List<Value> arguments = message.isBad() ? List.of() : List.of(desk.valueOf(message, supplier));
        desk.raise(Type.Reference.of("java.lang", "NullPointerException"), arguments, desk.origin(tree));
    }
}
