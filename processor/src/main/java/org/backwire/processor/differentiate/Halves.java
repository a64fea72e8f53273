package org.backwire.processor.differentiate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.backwire.processor.graph.ClassRef;
import org.backwire.processor.graph.Copier;
import org.backwire.processor.graph.Function;
import org.backwire.processor.graph.Gate;
import org.backwire.processor.graph.Member;
import org.backwire.processor.graph.Op;
import org.backwire.processor.graph.Region;
import org.backwire.processor.graph.RegionBuilder;
import org.backwire.processor.graph.Type;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * A derivative with loops and arrays cut in two, for a gate: all that happens before the gradient of the result is first used is
 * forward, the rest is backward. What backward reads of forward's values is kept between the two.
 *
 * <p>Backward may run more than once: the gradients of local arrays begin with zeros each time. It reads nothing that belongs to the
 * caller: array arguments whose elements it reads are copied before forward begins, and so is a result that it reads.
 *
 * @param forward from the parameters of the method and the gradients of the {@code wrt} arrays, which it may move around but does not
 *     change, to the results, then what is kept
 * @param backward from what is kept, the gradients of the results, and those of the {@code wrt} arrays, to the gradients of the
 *     {@code wrt} scalars
 * @param copied the numbers of the parameters that are copied
 * @param copiesResults whether what is returned must be a copy
 */
public record Halves(Function forward, Function backward, Set<Integer> copied, boolean copiesResults) {

    /**
     * Cuts what {@link Reverse} made, in its final form. Null if that cannot be: where gradients are made in loops of forward, to
     * move with their arrays, they would not be zeros when backward runs a second time.
     *
     * @param inputs the number of parameters of the method
     * @param outputs the number of its results
     */
    public static @Nullable Halves of(Function joint, int inputs, int outputs) {
        return new Cut(joint, inputs, outputs).halves();
    }

    /**
     * Whether forward needs the gradients of arguments, to move them around.
     *
     * @param inputs the number of parameters of the method
     */
    public boolean movesGradients(int inputs) {
        Set<Value> used = new HashSet<>(forward.results());
        forward.body().ops().forEach(op -> used.addAll(Cut.uses(op)));
        return forward.parameters().subList(inputs, forward.parameters().size()).stream()
                .anyMatch(used::contains);
    }

    private static final class Cut {
        private static final ClassRef SHAPES = ClassRef.of("org.backwire", "Shapes");

        private final Function joint;
        private final int inputs;
        private final int outputs;
        private final Memory memory;
        private final List<Op> forward = new ArrayList<>();
        private final List<Op> backward = new ArrayList<>();
        private final Set<Value> known = new HashSet<>();
        private final Set<Object> gradientClasses = Collections.newSetFromMap(new IdentityHashMap<>());
        private List<Value> gradients = List.of();

        Cut(Function joint, int inputs, int outputs) {
            this.joint = joint;
            this.inputs = inputs;
            this.outputs = outputs;
            this.memory = Memory.of(joint);
        }

        @Nullable
        Halves halves() {
            gradients = joint.results().subList(outputs, joint.results().size());
            Set<Value> incoming = new HashSet<>(joint.parameters().subList(inputs, inputs + outputs));
            List<Op> ops = joint.body().ops();
            int cut = 0;
            while (cut < ops.size() && Collections.disjoint(uses(ops.get(cut)), incoming)) {
                cut++;
            }
            Set<Op> needed = needed(ops.subList(0, cut));
            known.addAll(
                    joint.parameters().subList(0, inputs)); // not the gradients: backward has them as they are then
            for (Op op : ops.subList(0, cut)) {
                (needed.contains(op) ? forward : backward).add(op);
                if (needed.contains(op)) {
                    known.addAll(op.results());
                }
            }
            collectGradients(ops.subList(cut, ops.size()));
            RegionBuilder clearing = new RegionBuilder();
            if (!clear(forward, true, clearing)) {
                return null;
            }
            backward.addAll(0, clearing.ops());
            List<Op> constants = constants(ops.subList(0, cut));
            constants.forEach(op -> known.removeAll(op.results()));
            backward.addAll(0, constants);
            backward.addAll(ops.subList(cut, ops.size()));
            measure();
            return cutAt();
        }

        /** The ops of the forward half: what computes the results, has an effect, or feeds another of them. */
        private Set<Op> needed(List<Op> ops) {
            Set<Op> needed = Collections.newSetFromMap(new IdentityHashMap<>());
            Set<Value> values = new HashSet<>(joint.results().subList(0, outputs));
            for (int i = ops.size() - 1; i >= 0; i--) {
                Op op = ops.get(i);
                if (hasEffect(op) || findsMovingRow(op) || op.results().stream().anyMatch(values::contains)) {
                    needed.add(op);
                    values.addAll(uses(op));
                }
            }
            return needed;
        }

        /** Whether an op finds a row where there may be another one when forward is over. */
        private boolean findsMovingRow(Op op) {
            boolean moves = op instanceof Op.Load load
                            && load.result().type() instanceof Type.Array
                            && memory.isWritten(load.array())
                    || op instanceof Op.CloneArray clone
                            && ((Type.Array) clone.result().type()).rank() > 1
                            && memory.isWritten(clone.array());
            return moves
                    || op.regions().stream()
                            .anyMatch(region -> region.ops().stream().anyMatch(this::findsMovingRow));
        }

        private static boolean hasEffect(Op op) {
            boolean own = switch (op.effect()) {
                case NONE -> false;
                case WRITES -> true;
                case THROWS, READS -> op.results().stream().anyMatch(v -> v.origin() != null);
            };
            return own
                    || op.regions().stream()
                            .anyMatch(r -> !r.completes() || r.ops().stream().anyMatch(Cut::hasEffect));
        }

        private static Set<Value> uses(Op op) {
            Set<Value> uses = new LinkedHashSet<>(op.operands());
            FreeValues.in(op, uses);
            return uses;
        }

        /** The classes of arrays that hold gradients: no other is written by backward ops. */
        private void collectGradients(List<Op> ops) {
            for (Op op : ops) {
                if (op instanceof Op.Store store) {
                    gradientClasses.add(memory.classOf(store.array()));
                } else if (op instanceof Op.Fill fill) {
                    gradientClasses.add(memory.classOf(fill.array()));
                } else if (op instanceof Op.CopyRange copy) {
                    gradientClasses.add(memory.classOf(copy.target()));
                }
                op.regions().forEach(r -> collectGradients(r.ops()));
            }
        }

        /** Gradients that forward moves around with their arrays are made there; they must be zeros whenever backward begins. */
        private boolean clear(List<Op> ops, boolean isTop, RegionBuilder clearing) {
            for (Op op : ops) {
                boolean makes = op instanceof Op.NewArray
                        || op instanceof Op.ZerosLike
                        || op instanceof Op.ArrayOf
                        || op instanceof Op.DeepCopy;
                if (makes && isGradient(op.results().get(0))) {
                    Value made = op.results().get(0);
                    int rank = ((Type.Array) made.type()).rank();
                    boolean hasOwnRows = op instanceof Op.ZerosLike
                            || op instanceof Op.NewArray array
                                    && array.operands().size() > 1;
                    if (rank > 1 && hasOwnRows && areRowsMoved(made)) {
                        return false;
                    }
                    boolean holdsNumbers = rank == 1 || hasOwnRows;
                    if (!isTop || !holdsNumbers) {
                        continue; // cleared where it was made, or has nothing to clear
                    }
                    clearing.add(new Op.Foreign(
                            null,
                            Op.Use.STATIC_CALL,
                            Member.of("org.backwire", "Shapes", "clear"),
                            null,
                            List.of(made),
                            null));
                }
                for (Region region : op.regions()) {
                    if (!clear(region.ops(), false, clearing)) {
                        return false;
                    }
                }
            }
            return true;
        }

        private boolean areRowsMoved(Value array) {
            Object node = memory.classOf(array);
            for (int rank = ((Type.Array) array.type()).rank(); rank > 1; rank--) {
                if (memory.isWrittenClass(node)) {
                    return true;
                }
                node = memory.rowsOfClass(node);
            }
            return false;
        }

        private boolean isGradient(Value array) {
            return classes(array).stream().anyMatch(gradientClasses::contains);
        }

        private static List<Op> constants(List<Op> ops) {
            return ops.stream()
                    .filter(op -> op instanceof Op.Constant constant && constant.member() == null)
                    .toList();
        }

        /** The length of an array is kept rather than the array: of an argument, and of what forward makes only to be measured. */
        private void measure() {
            Map<Value, Value> lengths = new HashMap<>();
            for (Value parameter : joint.parameters().subList(0, inputs)) {
                if (parameter.type() instanceof Type.Array && isMeasured(parameter, backward)) {
                    lengths.put(parameter, measured(parameter));
                }
            }
            Set<Value> used = new HashSet<>(gradients);
            backward.forEach(op -> collectUnmeasured(op, used));
            for (Op op : List.copyOf(forward)) {
                if (isNeverNull(op)
                        && !used.contains(op.results().get(0))
                        && isMeasured(op.results().get(0), backward)) {
                    lengths.put(op.results().get(0), measured(op.results().get(0)));
                }
            }
            if (!lengths.isEmpty()) {
                Copier copier = new Copier() {
                    @Override
                    protected void visit(Op op, RegionBuilder target) {
                        Value length = op instanceof Op.Length measured ? lengths.get(measured.array()) : null;
                        if (length != null) {
                            define(op.results().get(0), length);
                        } else {
                            super.visit(op, target);
                        }
                    }
                };
                RegionBuilder copy = new RegionBuilder();
                copier.copyInto(copy, Region.yielding(backward, List.of()));
                gradients = copier.of(gradients);
                backward.clear();
                backward.addAll(copy.ops());
            }
        }

        private static boolean isNeverNull(Op op) {
            return op instanceof Op.NewArray
                    || op instanceof Op.ArrayOf
                    || op instanceof Op.CloneArray
                    || op instanceof Op.DeepCopy copy
                            && ((Type.Array) copy.result().type()).rank() == 1;
        }

        private Value measured(Value array) {
            Value length = Value.of(Type.Primitive.INT);
            forward.add(new Op.Length(length, array));
            known.add(length);
            return length;
        }

        private static void collectUnmeasured(Op op, Set<Value> into) {
            if (!(op instanceof Op.Length)) {
                into.addAll(op.operands());
            }
            for (Region region : op.regions()) {
                region.ops().forEach(inner -> collectUnmeasured(inner, into));
                into.addAll(region.yields());
            }
        }

        private static boolean isMeasured(Value array, List<Op> ops) {
            return ops.stream()
                    .anyMatch(op -> op instanceof Op.Length length && length.array() == array
                            || op.regions().stream().anyMatch(r -> isMeasured(array, r.ops())));
        }

        private Halves cutAt() {
            Set<Value> crossing = new LinkedHashSet<>();
            backward.forEach(op -> crossing.addAll(uses(op)));
            crossing.addAll(gradients);
            crossing.retainAll(known);
            Set<Object> read = Collections.newSetFromMap(new IdentityHashMap<>());
            crossing.forEach(value -> read.addAll(classes(value)));
            Set<Integer> copied = new LinkedHashSet<>();
            for (int i = 0; i < inputs; i++) {
                if (isAmong(joint.parameters().get(i), read)) {
                    copied.add(i);
                    crossing.add(joint.parameters().get(i));
                }
            }
            boolean copiesResults = joint.results().subList(0, outputs).stream().anyMatch(v -> isAmong(v, read));

            List<Value> kept = inOrder(crossing);
            List<Value> forwardResults = new ArrayList<>(joint.results().subList(0, outputs));
            Set<Object> foreign = Collections.newSetFromMap(new IdentityHashMap<>());
            collectForeign(forward, foreign);
            for (Value value : kept) {
                boolean isOthers = isAmong(value, foreign)
                        && !isGradient(value)
                        && !joint.parameters().contains(value);
                forwardResults.add(isOthers ? copied(value) : value);
            }
            List<Value> parameters = new ArrayList<>(joint.parameters().subList(0, inputs));
            parameters.addAll(joint.parameters()
                    .subList(inputs + outputs, joint.parameters().size()));
            Function first = new Function(joint.name(), parameters, Region.yielding(forward, forwardResults));
            return new Halves(first, backwardFunction(kept), copied, copiesResults);
        }

        /** The classes of arrays that data calls and fields give, which somebody else may write to before backward. */
        private void collectForeign(List<Op> ops, Set<Object> foreign) {
            for (Op op : ops) {
                boolean isOurs = op instanceof Op.Foreign call
                        && (call.makesRoom() || call.member().owner().equals(SHAPES));
                boolean isOthers = op instanceof Op.Foreign
                        || op instanceof Op.CastReference
                        || op instanceof Op.CallDifferentiable method
                                && !method.callee().owns();
                if (isOthers && !isOurs) {
                    op.results().forEach(result -> foreign.addAll(classes(result)));
                }
                op.regions().forEach(region -> collectForeign(region.ops(), foreign));
            }
        }

        /** There may be none, where the branch that makes it was not taken, or in the data themselves. */
        private Value copied(Value array) {
            Value copy = array.fresh();
            Value result = new Value(array.type(), array.name(), array.origin(), null);
            RegionBuilder target = new RegionBuilder();
            RegionBuilder none = new RegionBuilder();
            Value isThere = target.apply(Gate.NE, Type.Primitive.BOOLEAN, array, target.constant(array.type(), null));
            Region copies = Region.yielding(List.of(new Op.DeepCopy(copy, array)), List.of(copy));
            Region leaves = none.yielding(List.of(none.constant(array.type(), null)));
            target.add(new Op.If(List.of(result), isThere, copies, leaves));
            forward.addAll(target.ops());
            return result;
        }

        /** The class of an array and those of its rows; nothing for a scalar. */
        private Set<Object> classes(Value value) {
            return value.type() instanceof Type.Array ? memory.classesOf(value) : Set.of();
        }

        private boolean isAmong(Value value, Set<Object> classes) {
            return classes(value).stream().anyMatch(classes::contains);
        }

        private List<Value> inOrder(Set<Value> crossing) {
            List<Value> ordered = new ArrayList<>();
            joint.parameters().stream().filter(crossing::contains).forEach(ordered::add);
            for (Op op : forward) {
                op.results().stream().filter(crossing::contains).forEach(ordered::add);
            }
            return ordered;
        }

        private Function backwardFunction(List<Value> kept) {
            Copier copier = new Copier();
            List<Value> parameters = new ArrayList<>();
            for (Value value : kept) {
                parameters.add(new Value(value.type(), value.name(), value.origin(), null));
            }
            for (Value value :
                    joint.parameters().subList(inputs, joint.parameters().size())) {
                parameters.add(value.fresh());
            }
            List<Value> originals = new ArrayList<>(kept);
            originals.addAll(
                    joint.parameters().subList(inputs, joint.parameters().size()));
            for (int i = 0; i < originals.size(); i++) {
                copier.define(originals.get(i), parameters.get(i));
            }
            RegionBuilder body = new RegionBuilder();
            copier.copyInto(body, Region.yielding(backward, List.of()));
            return new Function(joint.name(), parameters, body.yielding(copier.of(gradients)));
        }
    }
}
