package org.backwire.processor.source;

import com.sun.source.tree.Tree;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Problem;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;

/**
 * Finds writes to arrays that live outside of the method: in a field, or in an object. What is stored there outlives the call.
 *
 * <p>References are followed through variables, branches, loops, and the rows of arrays; rather too far than not.
 */
final class ForeignWrites {
    /** Methods of Java's classes that make the array they return. */
    static final Set<String> MAKERS = Set.of("clone", "getBytes", "split", "toArray", "toByteArray", "toCharArray");

    private final Lowering desk;

    /** Arrays that live elsewhere. */
    private final Set<Value> foreign = new HashSet<>();

    /** Arrays of the method with elements that live elsewhere. */
    private final Set<Value> holding = new HashSet<>();

    private boolean changed;

    private ForeignWrites(Lowering desk) {
        this.desk = desk;
    }

    /**
     * Refuses such writes.
     *
     * @param writes all writes, and where they stand
     */
    static void refuse(Lowering desk, RegionBuilder body, Map<Op, Tree> writes) {
        if (writes.isEmpty()) {
            return;
        }
        ForeignWrites search = new ForeignWrites(desk);
        do {
            search.changed = false;
            body.ops().forEach(search::visit);
        } while (search.changed);
        writes.forEach(search::check);
    }

    private void check(Op write, Tree tree) {
        Value array = write instanceof Op.CopyRange copy
                ? copy.target()
                : write instanceof Op.Fill fill ? fill.array() : ((Op.Store) write).array();
        if (foreign.contains(array)) {
            desk.refuse(Problem.WRITE_TO_OUTER_ARRAY, tree, desk.text(tree));
        }
    }

    private void visit(Op op) {
        if (op instanceof Op.Foreign call) {
            Value result = call.result();
            if (result != null
                    && result.type() instanceof Type.Array
                    && (result.type().isDifferentiable() || isOthers(call))) {
                mark(foreign, result);
            } else if (result != null
                    && result.type() instanceof Type.Array made
                    && made.rank() > 1
                    && (call.use() == Op.Use.INSTANCE_CALL || call.use() == Op.Use.KEPT)) {
                mark(holding, result); // the rows are those of a list
            }
        } else if (op instanceof Op.CastReference cast && cast.result().type() instanceof Type.Array to) {
            if (cast.operand().type() instanceof Type.Array from && from.rank() == to.rank()) {
                flow(List.of(cast.operand()), cast.results());
            } else {
                mark(foreign, cast.result());
            }
        } else if (op instanceof Op.Load load && load.result().type() instanceof Type.Array) {
            if (foreign.contains(load.array()) || holding.contains(load.array())) {
                mark(foreign, load.result());
            }
        } else if (op instanceof Op.Store store
                && (foreign.contains(store.value()) || holding.contains(store.value()))) {
            mark(holding, store.array());
        } else if (op instanceof Op.ArrayOf made
                && made.operands().stream().anyMatch(v -> foreign.contains(v) || holding.contains(v))) {
            mark(holding, made.result());
        } else if (op instanceof Op.CloneArray copy && hasForeignRows(copy.array())) {
            mark(holding, copy.result());
        } else if (op instanceof Op.CopyRange copy && hasForeignRows(copy.source())) {
            mark(holding, copy.target());
        } else if (op instanceof Op.If branch) {
            join(branch.then(), branch.results());
            join(branch.otherwise(), branch.results());
        } else if (op instanceof Op.Loop loop) {
            flow(loop.initials(), loop.variables());
            join(loop.test(), List.of());
            join(loop.body(), loop.variables());
            flow(loop.variables(), loop.results());
        }
    }

    /** Whether what a call gives may belong to an object; a static method is taken to make what it returns. */
    private boolean isOthers(Op.Foreign call) {
        return switch (call.use()) {
            case STATIC_FIELD, INSTANCE_FIELD, ACCESSOR, COMPONENT -> true;
            case INSTANCE_CALL, STEADY_CALL ->
                call.receiver() != null
                        && !(call.member().owner().packageName().startsWith("java.")
                                && MAKERS.contains(call.member().name()));
            case KEPT -> desk.keptCalls.lends(call.member());
            case STATIC_CALL, CONSTRUCTOR, RECORD -> false;
        };
    }

    private boolean hasForeignRows(Value array) {
        boolean rows = array.type() instanceof Type.Array type && type.element() instanceof Type.Array;
        return rows && (foreign.contains(array) || holding.contains(array));
    }

    private void join(Region region, List<Value> results) {
        region.ops().forEach(this::visit);
        if (region.completes() && !results.isEmpty()) {
            flow(region.yields(), results);
        }
    }

    private void flow(List<Value> from, List<Value> to) {
        for (int i = 0; i < to.size(); i++) {
            if (foreign.contains(from.get(i))) {
                mark(foreign, to.get(i));
            }
            if (holding.contains(from.get(i))) {
                mark(holding, to.get(i));
            }
        }
    }

    private void mark(Set<Value> set, Value value) {
        changed |= set.add(value);
    }
}
