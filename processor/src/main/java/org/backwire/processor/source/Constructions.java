package org.backwire.processor.source;

import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import org.backwire.processor.graph.Problem;
import org.jspecify.annotations.Nullable;

/** Constructors of records that are taken apart: read like helpers; the fields they assign are the components. */
final class Constructions {
    private final Lowering desk;

    Constructions(Lowering desk) {
        this.desk = desk;
    }

    /** @param trees of the arguments */
    Operand construct(
            TypeMirror type, Overloads.Choice choice, List<Operand> arguments, List<? extends Tree> trees, Tree place) {
        ExecutableElement constructor = choice.method();
        List<Operand> passed = desk.helpers.arguments(choice, arguments, trees, place);
        if (passed == null) {
            return Operand.BAD;
        }
        MethodTree tree = desk.sources.method(constructor);
        if (tree == null || RecordConstructors.isPlain(tree)) {
            return Operand.record(type, passed);
        }
        if (desk.frame.isInside(constructor)) {
            return desk.refuse(Problem.RECURSION, place, desk.text(place), "is a constructor");
        }
        Map<String, Local> fields = new LinkedHashMap<>();
        for (RecordComponentElement component : Members.ownerOf(constructor).getRecordComponents()) {
            String name = component.getSimpleName().toString();
            fields.put(name, new Local(name, component.asType(), null));
        }
        return desk.helpers.enter(
                Members.ownerOf(constructor),
                constructor,
                tree,
                passed,
                frame -> {
                    frame.construct(fields);
                    fields.values().forEach(field -> desk.state.put(field, Operand.UNDEFINED));
                },
                frame -> finished(type, frame, fields));
    }

    /** The components; a compact constructor assigns none of them, and its parameters become the components at its end. */
    private Operand finished(TypeMirror type, Frame frame, Map<String, Local> fields) {
        List<Operand> components = new ArrayList<>();
        boolean bad = false;
        for (Map.Entry<String, Local> field : fields.entrySet()) {
            Operand operand = desk.state.get(field.getValue());
            Local parameter = frame.find(field.getKey());
            if (operand.isUndefined() && parameter != null) {
                operand = desk.state.get(parameter);
            }
            bad |= operand.isBad() || operand.isUndefined();
            components.add(operand);
            desk.state.locals().remove(field.getValue());
        }
        if (bad) {
            return desk.state.isDead() ? desk.never(type) : Operand.BAD;
        }
        return Operand.record(type, components);
    }

    /** {@code this(…)} in a constructor. */
    Operand delegate(MethodInvocationTree tree, Map<String, Local> fields, Arguments read) {
        TypeElement type = desk.frame.owner();
        if (read.isBad()) {
            return Operand.BAD;
        }
        Overloads.Choice choice = choose(type, read);
        if (choice == null) {
            return desk.refuse(Problem.UNRESOLVED_CALL, tree.getMethodSelect(), desk.text(tree));
        }
        desk.assume(tree, choice.method());
        List<Operand> arguments = read.operands(choice);
        if (arguments == null) {
            return Operand.BAD;
        }
        Operand made = construct(type.asType(), choice, arguments, tree.getArguments(), tree.getMethodSelect());
        List<Operand> components = made.components();
        int index = 0;
        for (Local field : fields.values()) {
            desk.state.put(field, components == null ? Operand.BAD : components.get(index));
            index++;
        }
        return Operand.nothing(choice.method().getReturnType());
    }

    private Overloads.@Nullable Choice choose(TypeElement type, Arguments arguments) {
        return desk.overloads.choose(
                Members.constructors(type),
                (DeclaredType) type.asType(),
                arguments.types(),
                List.of(),
                null,
                desk.frame.owner());
    }
}
