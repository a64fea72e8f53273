package org.backwire.processor.source;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import org.backwire.processor.graph.Value;
import org.jspecify.annotations.Nullable;

/**
 * Methods of an enum of the same top-level class that constants override in bodies of their own. Which is meant is asked of the
 * object: {@code activation == Activation.RELU ? … : …}.
 */
final class ConstantBodies {
    private final Lowering desk;

    ConstantBodies(Lowering desk) {
        this.desk = desk;
    }

    /** What a call gives; null if it is none of such a method, if it can be called as it is, or if it cannot be written out. */
    @Nullable
    Operand read(Calls.Call call) {
        Operand receiver = call.receiver();
        boolean isEnum = receiver != null && receiver.value() != null && JavaTypes.isEnum(receiver.type());
        if (receiver == null || !isEnum || call.arguments().stream().allMatch(desk.helpers::isPlainData)) {
            return null;
        }
        TypeElement type = (TypeElement) ((DeclaredType) receiver.type()).asElement();
        ClassTree declaration = Lowering.isInside(type, desk.home) ? desk.sources.type(type) : null;
        ExecutableElement method = desk.members.implementation(call.method(), type);
        if (declaration == null || desk.frame.isInside(method)) {
            return null;
        }
        Map<String, MethodTree> bodies = bodies(declaration, type, method);
        boolean isComplete = bodies != null && bodies.keySet().containsAll(constants(type));
        MethodTree other = isComplete ? null : desk.sources.method(method);
        if (bodies == null || !isComplete && other == null) {
            return null;
        }
        return bodies.isEmpty() ? desk.helpers.inline(call.of(method)) : written(call.of(method), type, bodies, other);
    }

    private static List<String> constants(TypeElement type) {
        List<String> names = new ArrayList<>();
        for (Element element : type.getEnclosedElements()) {
            if (element.getKind() == ElementKind.ENUM_CONSTANT) {
                names.add(element.getSimpleName().toString());
            }
        }
        return names;
    }

    /** By the names of the constants; null if beside one there is more than methods of the enum, whose names mean nothing elsewhere. */
    private @Nullable Map<String, MethodTree> bodies(
            ClassTree declaration, TypeElement type, ExecutableElement method) {
        Map<String, MethodTree> bodies = new LinkedHashMap<>();
        List<String> constants = constants(type);
        for (Tree member : declaration.getMembers()) {
            if (member instanceof VariableTree constant
                    && constants.contains(constant.getName().toString())
                    && constant.getInitializer() instanceof NewClassTree creation
                    && creation.getClassBody() != null) {
                List<? extends Tree> own = creation.getClassBody().getMembers();
                for (Tree tree : own) {
                    if (tree instanceof MethodTree body
                            && body.getBody() != null
                            && desk.sources.looksLike(body, method)) {
                        if (!own.stream().allMatch(beside -> overrides(beside, type)) || callsBeside(body, own)) {
                            return null;
                        }
                        bodies.put(constant.getName().toString(), body);
                    }
                }
            }
        }
        return bodies;
    }

    /** Whether a body calls a method by a name that means, to javac, one of the same constant. */
    private static boolean callsBeside(MethodTree body, List<? extends Tree> own) {
        boolean[] found = new boolean[1];
        new TreeScanner<@Nullable Void, @Nullable Void>() {
            @Override
            public @Nullable Void visitMethodInvocation(MethodInvocationTree call, @Nullable Void unused) {
                Tree select = call.getMethodSelect();
                String name = select instanceof IdentifierTree identifier
                        ? identifier.getName().toString()
                        : select instanceof MemberSelectTree member
                                        && member.getExpression().toString().equals("this")
                                ? member.getIdentifier().toString()
                                : "";
                found[0] |= own.stream()
                        .anyMatch(tree -> tree instanceof MethodTree method
                                && method.getName().contentEquals(name));
                return super.visitMethodInvocation(call, null);
            }
        }.scan(body, null);
        return found[0];
    }

    private boolean overrides(Tree tree, TypeElement type) {
        return tree instanceof MethodTree body
                && desk.members.methods(type, body.getName().toString()).stream()
                        .anyMatch(method -> desk.sources.looksLike(body, method));
    }

    /** @param other for constants without a body of their own; null if there are none */
    private Operand written(
            Calls.Call call, TypeElement type, Map<String, MethodTree> bodies, @Nullable MethodTree other) {
        TypeMirror result = call.method().getReturnType();
        Local given = new Local(null, result, null);
        desk.state.put(given, Operand.UNDEFINED);
        Operand object = desk.helpers.receiver(call);
        if (object == null || object.isBad()) {
            return Operand.BAD;
        }
        Choice choice = new Choice(call.on(object), object, type, given);
        boolean isGood = choice.among(List.copyOf(bodies.entrySet()), other);
        Operand operand = desk.state.get(given);
        desk.state.locals().remove(given);
        if (!isGood) {
            return Operand.BAD;
        }
        return desk.helpers.result(result, operand);
    }

    /** One after the other is asked for. */
    private final class Choice {
        private final Calls.Call call;
        private final Operand object;
        private final TypeElement type;
        private final Local given;

        Choice(Calls.Call call, Operand object, TypeElement type, Local given) {
            this.call = call;
            this.object = object;
            this.type = type;
            this.given = given;
        }

        /** Whether all could be read. */
        boolean among(List<Map.Entry<String, MethodTree>> bodies, @Nullable MethodTree other) {
            MethodTree first = bodies.isEmpty() ? other : bodies.get(0).getValue();
            List<Map.Entry<String, MethodTree>> rest = bodies.isEmpty() ? bodies : bodies.subList(1, bodies.size());
            if (bodies.isEmpty() || rest.isEmpty() && other == null) {
                return first != null && give(first);
            }
            Value isFirst = desk.switches.isConstant(object, type, bodies.get(0).getKey(), call.name());
            boolean[] areGood = new boolean[2];
            Branch then = desk.joins.fork(() -> areGood[0] = give(bodies.get(0).getValue()));
            Branch otherwise = desk.joins.fork(() -> areGood[1] = among(rest, other));
            desk.joins.join(call.tree(), isFirst, then, otherwise);
            return areGood[0] && areGood[1];
        }

        private boolean give(MethodTree body) {
            Operand operand = desk.helpers.written(call, type, body, () -> object);
            TypeMirror result = call.method().getReturnType();
            if (!operand.isBad() && result.getKind() != TypeKind.VOID && !desk.state.isDead()) {
                desk.assignments.store(given, desk.conversions.convert(operand, result, call.tree()), call.tree());
            }
            return !operand.isBad();
        }
    }
}
